import { CARDS } from './buy.ts'
import { openCheckout, sendCard } from './open-checkout.ts'
import type { Account } from './start-account.ts'

/** Every hosted flow once, so that each of its events happens. */
export async function playPages(account: Account): Promise<void> {
  const paid = await openCheckout(account)
  await sendCard(`${paid.session.url}/pay`, CARDS.good)
  const left = await openCheckout(account)
  await account.stripe.checkout.sessions.expire(left.session.id)
  await account.stripe.billingPortal.sessions.create({ customer: paid.customer.id, return_url: account.origin })
}
