import { AppError } from '../domain/errors.ts'
import { type CallDeps, callStripe } from './call-stripe.ts'

/** The price that the plan is sold at now; throws `plan_not_sold` where the owner has archived it. */
export async function requirePrice(lookupKey: string, deps: CallDeps): Promise<string> {
  const prices = await callStripe(deps, (stripe) =>
    stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }),
  )
  const [price] = prices.data
  if (price) return price.id
  throw new AppError('plan_not_sold', { cause: new Error(`Stripe has no active price with lookup key ${lookupKey}`) })
}
