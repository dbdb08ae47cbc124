import { buyPremium, CARDS } from './buy.ts'
import { cardFields, confirm, MORE_CARDS, prove } from './confirm.ts'
import type { Account } from './start-account.ts'

/** Everything that money and the catalogue can tell of, once: for the test that holds all events to the schema. */
export async function playMoney(account: Account): Promise<void> {
  const { stripe, simulator } = account
  const customer = (await stripe.customers.create({ email: 'bob@example.com' })).id
  const card = await setUpCards(account, customer)
  await stripe.paymentMethods.update(card, { allow_redisplay: 'always' })
  await stripe.paymentMethods.detach(card)
  const allowed_payment_method_types = ['card', 'sepa_debit'] as ('card' | 'sepa_debit')[]
  const payment = { amount: 2900, currency: 'sgd', customer, allowed_payment_method_types }
  const debit = await stripe.paymentIntents.create(payment)
  await stripe.paymentIntents.confirm(debit.id, { payment_method: 'pm_successDelayed_at' })
  await simulator.advanceClock({ advance_seconds: 200 })
  await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(payment)).id)
  const refunded = await buyPremium(account, CARDS.good)
  await stripe.refunds.create({ payment_intent: refunded.intentId })
  await disputeAndWin(account)
  await stripe.customers.del(refunded.customer.id)
  await changeCatalogue(account)
}

async function setUpCards(account: Account, customer: string): Promise<string> {
  const { setupIntents } = account.stripe
  const intent = await setupIntents.create({ customer })
  await confirm(account, intent, cardFields(MORE_CARDS.declined))
  await confirm(account, intent, cardFields(MORE_CARDS.asksAlways, { wallet: 'apple_pay' }))
  const { intent: done } = await prove(account, intent, 'succeeded')
  await setupIntents.cancel((await setupIntents.create({ customer })).id)
  return String(done.payment_method)
}

async function disputeAndWin(account: Account): Promise<void> {
  const { intentId } = await buyPremium(account, MORE_CARDS.disputed)
  const { data } = await account.stripe.disputes.list({ payment_intent: intentId })
  const evidence = { uncategorized_text: 'winning_evidence' }
  for (const { id } of data) await account.stripe.disputes.update(id, { evidence })
}

async function changeCatalogue({ stripe }: Account): Promise<void> {
  const product = (await stripe.products.create({ name: 'Gold' })).id
  await stripe.products.update(product, { name: 'Tandem Gold' })
  const recurring = { interval: 'month' as const }
  const price = await stripe.prices.create({ product, currency: 'sgd', unit_amount: 2990, recurring })
  await stripe.prices.update(price.id, { nickname: 'gold' })
}
