import { ApiError, SignedOutError, toSentence } from '../wire/api-error.ts'
import type { HandIn } from './create-hand-in.ts'
import type { StoreTransaction } from './store-types.ts'

export type UpdatesParts = {
  unfinished: () => Promise<StoreTransaction[]>
  handIn: HandIn
  /** undefined = nobody is signed in: whose purchase it is cannot be said. */
  userId: () => string | undefined
}

/** `refusal` is the last sentence of a server that did not take one. */
export type Received = { taken: StoreTransaction[]; refusal: string | null }
export type TransactionUpdates = ReturnType<typeof createTransactionUpdates>

/**
 * `Transaction.unfinished` at launch and `Transaction.updates` from then on: purchases that the server did not hear of,
 * renewals, purchases that were approved, codes that were redeemed. Answers what the server has taken.
 */
export function createTransactionUpdates({ unfinished, handIn, userId }: UpdatesParts) {
  /** What the server refused this user: it is not asked again before the next launch. */
  const refused = new Set<string>()
  let underWay: Promise<Received> | null = null
  let next: Promise<Received> | null = null
  let pauses = 0

  const mayHandIn = () => userId() !== undefined && pauses === 0

  async function handInNew(): Promise<Received> {
    const received: Received = { taken: [], refusal: null }
    if (!mayHandIn()) return received
    for (const transaction of await unfinished()) {
      const key = `${userId()} ${transaction.transaction_id}`
      if (refused.has(key)) continue
      try {
        await handIn(transaction)
        received.taken.push(transaction)
      } catch (error) {
        if (error instanceof SignedOutError) throw error
        // No answer: it stays unfinished and is tried again. Refused: another user may be luckier.
        if (!(error instanceof ApiError) || error.status >= 500) continue
        refused.add(key)
        received.refusal = toSentence(error)
      }
    }
    return received
  }

  function begin(): Promise<Received> {
    next = null
    underWay = handInNew().finally(() => {
      underWay = null
    })
    return underWay
  }

  return {
    /**
     * One at a time. Who asks while one is under way gets the one after it, however many ask: what has happened since may
     * not be in the answer that is on its way.
     */
    async check({ isLaunch = false } = {}): Promise<Received> {
      if (!mayHandIn()) return { taken: [], refusal: null }
      if (isLaunch) refused.clear()
      if (!underWay && !next) return begin()
      next ??= (underWay ?? Promise.resolve()).then(begin, begin)
      return next
    },

    /** While a purchase is under way, its transaction is the purchase's to hand in. */
    async pause<T>(work: () => Promise<T>): Promise<T> {
      pauses += 1
      try {
        return await work()
      } finally {
        pauses -= 1
      }
    },
  }
}
