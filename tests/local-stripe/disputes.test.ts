import { afterEach, beforeEach, expect, it } from 'vitest'
import { buyPremium } from './buy.ts'
import { MORE_CARDS, typesOf } from './confirm.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

async function dispute(card = MORE_CARDS.disputed) {
  const { intentId, subscription } = await buyPremium(account, card)
  const { data } = await account.stripe.disputes.list({ payment_intent: intentId })
  return { dispute: data[0]!, subscription, intentId }
}
const statusOf = async (id: string) => (await account.stripe.disputes.retrieve(id)).status

it('is opened after a payment with the card for it, and takes the money', async () => {
  const { dispute: opened, subscription, intentId } = await dispute()
  expect(opened).toMatchObject({
    amount: 1590,
    status: 'needs_response',
    reason: 'fraudulent',
    payment_intent: intentId,
    balance_transactions: [{ amount: -1590 }],
  })
  expect(opened).not.toHaveProperty('customer')
  expect(await account.stripe.charges.retrieve(String(opened.charge))).toMatchObject({ disputed: true })
  expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  expect(typesOf(account, 'charge.dispute', 'charge.updated')).toEqual([
    'charge.updated',
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
  ])
})

it('keeps evidence for later, and is under review once it is submitted', async () => {
  const { id } = (await dispute()).dispute
  const kept = await account.stripe.disputes.update(id, { evidence: { customer_name: 'Ada' }, submit: false })
  expect(kept).toMatchObject({
    status: 'needs_response',
    evidence_details: { has_evidence: true, submission_count: 0 },
  })
  const sent = await account.stripe.disputes.update(id, { evidence: { product_description: 'Lessons' } })
  expect(sent).toMatchObject({
    status: 'under_review',
    evidence: { customer_name: 'Ada', product_description: 'Lessons' },
    evidence_details: { submission_count: 1 },
  })
})

it('is won by the text that wins, and the money comes back', async () => {
  const { id } = (await dispute()).dispute
  const won = await account.stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } })
  expect(won).toMatchObject({ status: 'won', balance_transactions: [{ amount: -1590 }, { amount: 1590 }] })
  expect(typesOf(account, 'charge.dispute').slice(2)).toEqual([
    'charge.dispute.updated',
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
  ])
})

it('is lost by the text that loses, or when the shop gives in, and stays so', async () => {
  const [first, second] = [(await dispute()).dispute.id, (await dispute()).dispute.id]
  await account.stripe.disputes.update(first, { evidence: { uncategorized_text: 'losing_evidence' } })
  await account.stripe.disputes.close(second)
  expect([await statusOf(first), await statusOf(second)]).toEqual(['lost', 'lost'])
  await expect(account.stripe.disputes.close(second)).rejects.toThrow(/already closed/)
})

it('may be an inquiry, which takes no money and just closes', async () => {
  const { dispute: inquiry } = await dispute('4000 0000 0000 1976')
  expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })
  expect((await account.stripe.disputes.close(inquiry.id)).status).toBe('warning_closed')
  expect(typesOf(account, 'charge.dispute')).toEqual(['charge.dispute.created', 'charge.dispute.closed'])
})
