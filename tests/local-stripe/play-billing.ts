import type Stripe from 'stripe'
import { type Account, DAY, HOUR } from './start-account.ts'
import { createCustomer, giveCard, PREMIUM, STANDARD, subscribe } from './subscribers.ts'

/** Every flow of the billing engine once, so that each of its events happens. */
export async function playBilling(account: Account): Promise<void> {
  await playTrials(account)
  await playChanges(account)
  await playDiscounts(account)
  await playSchedules(account)
  await playInvoices(account)
  await playTestClock(account)
}

async function playTrials(account: Account): Promise<void> {
  const { id: customer } = await createCustomer(account.stripe, null)
  await account.stripe.subscriptions.create({
    customer,
    items: [{ price: PREMIUM }],
    trial_period_days: 2,
    payment_behavior: 'default_incomplete',
    trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
  })
  await account.simulator.advanceClock({ advance_seconds: 2 * DAY + HOUR })
}

async function playChanges(account: Account): Promise<void> {
  const { subscription, customer, item } = await subscribe(account)
  const pending: Stripe.SubscriptionUpdateParams = {
    items: [{ id: item.id, price: PREMIUM }],
    proration_behavior: 'always_invoice',
    payment_behavior: 'pending_if_incomplete',
  }
  await giveCard(account.stripe, customer.id, 'pm_card_chargeCustomerFail')
  await account.stripe.subscriptions.update(subscription.id, pending)
  await account.simulator.advanceClock({ advance_seconds: DAY })
  const { latest_invoice: invoice } = await account.stripe.subscriptions.update(subscription.id, pending)
  await account.stripe.invoices.pay(String(invoice), { payment_method: 'pm_card_visa', off_session: false })
  await account.stripe.subscriptions.update(subscription.id, { items: [{ id: item.id, price: STANDARD }] })
}

async function playDiscounts(account: Account): Promise<void> {
  const coupon = await account.stripe.coupons.create({ percent_off: 10, duration: 'once' })
  const code = await account.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } })
  await subscribe(account, { discounts: [{ promotion_code: code.id }] })
  await account.stripe.promotionCodes.update(code.id, { active: false })
}

async function playSchedules(account: Account): Promise<void> {
  const { subscriptionSchedules } = account.stripe
  const plan = async (end: 'cancel' | 'release') => {
    const { subscription } = await subscribe(account, { price: PREMIUM })
    const { id, phases } = await subscriptionSchedules.create({ from_subscription: subscription.id })
    const { start_date, end_date } = phases[0]!
    const current = { items: [{ price: PREMIUM }], start_date, end_date }
    await subscriptionSchedules.update(id, { end_behavior: end, phases: [current] })
    return id
  }
  await subscriptionSchedules.cancel(await plan('release'))
  await plan('release')
  await plan('cancel')
  await account.simulator.advanceClock({ advance_months: 1 })
}

async function playInvoices(account: Account): Promise<void> {
  const { subscription, customer } = await subscribe(account)
  const { invoiceItems } = account.stripe
  const item = await invoiceItems.create({ customer: customer.id, amount: 100, currency: 'sgd' })
  await invoiceItems.del(item.id)
  await account.stripe.customers.createBalanceTransaction(customer.id, { amount: -100, currency: 'sgd' })
  await giveCard(account.stripe, customer.id, 'pm_card_chargeCustomerFail')
  await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
  const { latest_invoice: invoice } = await account.stripe.subscriptions.retrieve(subscription.id)
  await account.stripe.invoices.markUncollectible(String(invoice))
}

async function playTestClock({ stripe }: Account): Promise<void> {
  const clocks = stripe.testHelpers.testClocks
  const { id } = await clocks.create({ frozen_time: 1_800_000_000 })
  await clocks.advance(id, { frozen_time: 1_800_000_000 + DAY })
  await clocks.retrieve(id)
  await clocks.del(id)
}
