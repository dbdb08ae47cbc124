import { z } from 'zod'

const subscriptionSchema = z.object({
  original_transaction_id: z.string(),
  product_id: z.string(),
  status: z.enum(['active', 'expired', 'in_billing_retry', 'in_grace_period', 'revoked']),
  will_renew: z.boolean(),
  ownership: z.enum(['purchased', 'family_shared']),
  transactions: z.array(z.object({ transaction_id: z.string(), revoked_at: z.string().nullable() })),
})
const signedSchema = z.object({
  transaction_id: z.string(),
  transaction: z.string(),
  renewal_info: z.string().nullish(),
})

export type ShopSubscription = z.infer<typeof subscriptionSchema>
export type SignedPurchase = z.infer<typeof signedSchema>

/** What the App Store said; `code` names a refusal, as of a plan that one has already. */
export type ShopAnswer = { isDone: boolean; code: string; json: unknown }

export type Shop = ReturnType<typeof createShop>

/** The App Store as a phone, its owner's family, Apple's staff and time treat it. */
export function createShop(fetch: (request: Request) => Response | Promise<Response>) {
  async function call(method: string, path: string, body?: object): Promise<ShopAnswer> {
    const init = body
      ? { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      : { method }
    const response = await fetch(new Request(`http://app-store.test${path}`, init))
    const json = (await response.json()) as { code?: string }
    const isRefused = response.status === 404 || response.status === 409
    if (!response.ok && !isRefused)
      throw new Error(`${method} ${path} answered ${response.status} ${JSON.stringify(json)}`)
    return { isDone: response.ok, code: isRefused ? String(json.code) : '', json }
  }
  const read = async <T>(path: string, account: string, schema: z.ZodType<T>): Promise<T> =>
    schema.parse((await call('GET', `/storekit/${path}?apple_account=${encodeURIComponent(account)}`)).json)
  const signedList = z.object({ transactions: z.array(signedSchema) })

  return {
    post: (path: string, body: object = {}) => call('POST', path, body),
    put: (path: string, body: object) => call('PUT', path, body),
    /** What staff, a parent, the card's bank or time does to one subscription. */
    act: (originalTransactionId: string, action: string) =>
      call('POST', `/control/subscriptions/${originalTransactionId}/${action}`, {}),
    async readSubscriptions(account: string): Promise<ShopSubscription[]> {
      return (await read('subscriptions', account, z.object({ subscriptions: z.array(subscriptionSchema) })))
        .subscriptions
    },
    async readUnfinished(account: string): Promise<SignedPurchase[]> {
      return (await read('unfinished', account, signedList)).transactions
    },
    async readCurrent(account: string): Promise<SignedPurchase[]> {
      return (await read('current-entitlements', account, signedList)).transactions
    },
    async readAppTransaction(account: string): Promise<string> {
      return (await read('app-transaction', account, z.object({ app_transaction: z.string() }))).app_transaction
    },
    toSigned: (json: unknown): SignedPurchase => signedSchema.parse(json),
  }
}
