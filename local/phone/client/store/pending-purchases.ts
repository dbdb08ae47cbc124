const KEY = 'tandem.pending-purchases'

/** After a day Apple forgets a request that nobody has answered, and tells the app nothing. */
const REQUEST_LASTS = 86_400_000

export type PendingPurchase = { userId: string; productId: string; name: string; askedAt: number }
export type PendingPurchases = ReturnType<typeof createPendingPurchases>

/** What somebody else has to approve (Ask to Buy). StoreKit keeps no list of it, so the app does. */
export function createPendingPurchases(storage: Storage, userId: () => string | undefined, now: () => Date) {
  function readAll(): PendingPurchase[] {
    try {
      const all = JSON.parse(storage.getItem(KEY) ?? '[]') as PendingPurchase[]
      return all.filter(({ askedAt }) => now().getTime() - askedAt < REQUEST_LASTS)
    } catch {
      return []
    }
  }

  const write = (all: PendingPurchase[]): void => storage.setItem(KEY, JSON.stringify(all))
  const isOwn = (one: PendingPurchase): boolean => one.userId === userId()

  /** Answers what was waited for. */
  function remove(productIds: string[]): PendingPurchase[] {
    const all = readAll()
    const removed = all.filter((one) => isOwn(one) && productIds.includes(one.productId))
    write(all.filter((one) => !removed.includes(one)))
    return removed
  }

  return {
    list: (): PendingPurchase[] => readAll().filter(isOwn),
    add(productId: string, name: string): void {
      remove([productId])
      write([...readAll(), { userId: userId() ?? '', productId, name, askedAt: now().getTime() }])
    },
    remove,
  }
}
