import type Stripe from 'stripe'
import type { Account } from './start-account.ts'

export const PREMIUM = 'price_tandem_premium_monthly'
export const STANDARD = 'price_tandem_standard_monthly'

type Options = Partial<Stripe.SubscriptionCreateParams> & { price?: string; card?: string; testClock?: string }

/** A customer with a saved card, and a subscription that is charged to it at once. */
export async function subscribe({ stripe }: Account, { price, card, testClock, ...params }: Options = {}) {
  const customer = await createCustomer(stripe, card ?? 'pm_card_visa', testClock)
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price ?? STANDARD }],
    expand: ['latest_invoice'],
    ...params,
  })
  const item = subscription.items.data[0]!
  return { customer, subscription, item, invoice: subscription.latest_invoice as Stripe.Invoice }
}

export async function createCustomer(stripe: Stripe, card: string | null, testClock?: string) {
  const customer = await stripe.customers.create({
    email: 'ada@example.com',
    ...(testClock && { test_clock: testClock }),
  })
  if (card) await giveCard(stripe, customer.id, card)
  return customer
}

/** Saved and made the customer's default. */
export async function giveCard(stripe: Stripe, customer: string, card: string) {
  const method = await stripe.paymentMethods.attach(card, { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } })
  return method
}

export const retrieve = ({ stripe }: Account, id: string) =>
  stripe.subscriptions.retrieve(id, { expand: ['latest_invoice.confirmation_secret'] })

export const linesOf = (invoice: Stripe.Invoice) =>
  invoice.lines.data.map(({ amount, description }) => [amount, description])
