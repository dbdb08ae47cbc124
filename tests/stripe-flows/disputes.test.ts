import { beforeEach, describe, expect, it } from 'vitest'
import { cards, confirmPayment } from '../support/stripe-flows/cards.ts'
import type { Person } from '../support/stripe-flows/people.ts'
import { readAccess, readSubscription } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('a payment that is disputed at the bank', () => {
  const flow = setUpFlow()
  let person: Person
  let dispute: string

  beforeEach(async () => {
    const { stripe, sql, signUp, eventually } = flow()
    person = await signUp()
    const { client_secret } = await person.ask('subscribe', { plan_id: 'premium', trial: false })
    const { id } = await confirmPayment(stripe, client_secret, cards.disputed)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'active', payment_fault: 'disputed' })
    })
    const { data } = await stripe.disputes.list({ payment_intent: id })
    dispute = data[0]?.id ?? ''
  })

  /** Stripe's words for what the bank will decide: https://docs.stripe.com/testing#disputes */
  const answer = (evidence: 'winning_evidence' | 'losing_evidence') =>
    flow().stripe.disputes.update(dispute, { evidence: { uncategorized_text: evidence }, submit: true })

  it('opens nothing while it is undecided, and everything again when it is won', async () => {
    const { sql, eventually } = flow()
    expect(await readAccess(sql, person.id)).toEqual([])
    await answer('winning_evidence')
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'active', payment_fault: null })
      expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    })
  })

  it('ends the subscription at Stripe when it is lost', async () => {
    const { stripe, sql, eventually } = flow()
    await answer('losing_evidence')
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'expired', payment_fault: 'dispute_lost' })
    })
    expect(await readAccess(sql, person.id)).toEqual([])
    const { store_subscription_id: id } = await readSubscription(sql, person.id)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
  })
})
