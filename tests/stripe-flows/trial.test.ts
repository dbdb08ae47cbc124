import { describe, expect, it } from 'vitest'
import { beginTrial } from '../support/stripe-flows/buy.ts'
import { cards, confirmSetup } from '../support/stripe-flows/cards.ts'
import { day, daysAgo, hour } from '../support/stripe-flows/moments.ts'
import { readAccess, readInvoices, readSubscription, toSeconds } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('the trial of Premium at Stripe', () => {
  const flow = setUpFlow()

  it('begins when the card is confirmed, and not before', async () => {
    const { stripe, sql, signUp, hear } = flow()
    const person = await signUp()
    const { kind, client_secret } = await person.ask('subscribe', { plan_id: 'premium' })
    expect(kind).toBe('setup')
    await hear()
    expect(await readAccess(sql, person.id)).toEqual([])
    const customer = await person.customerId()
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([])
    await confirmSetup(stripe, client_secret)
    expect(await person.ask('refresh')).toMatchObject({ status: 'active', refusal: null })
    expect(await readSubscription(sql, person.id)).toMatchObject({ period_type: 'trial', plan_id: 'premium' })
    expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard'])
    await hear()
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1)
  })

  it('is refused to another user with the same card, who may pay instead', async () => {
    const { stripe, sql, signUp, hear } = flow()
    const person = await signUp()
    const { client_secret } = await person.ask('subscribe', { plan_id: 'premium' })
    await confirmSetup(stripe, client_secret)
    expect(await person.ask('refresh')).toMatchObject({ status: null, refusal: 'trial_used' })
    await hear()
    expect(await readAccess(sql, person.id)).toEqual([])
    expect((await stripe.subscriptions.list({ customer: await person.customerId(), status: 'all' })).data).toEqual([])
    expect(await person.ask('subscribe', { plan_id: 'premium', trial: false })).toMatchObject({ kind: 'payment' })
  })
})

describe('a trial that nobody comes back for', () => {
  const flow = setUpFlow()

  it('begins by the webhook alone, and is had once only', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    const { client_secret } = await person.ask('subscribe', { plan_id: 'premium' })
    await confirmSetup(stripe, client_secret)
    await eventually(async () => expect(await readAccess(sql, person.id)).toEqual(['premium', 'standard']))
    await person.ask('cancel')
    await eventually(async () => expect(await readAccess(sql, person.id)).toEqual([]))
    expect(await person.ask('subscribe', { plan_id: 'premium' })).toMatchObject({ kind: 'payment' })
  })
})

describe('the end of a trial', () => {
  const flow = setUpFlow()

  it('is announced three days before, and then paid by the card', async () => {
    const { sql, signUp, eventually } = flow()
    const person = await signUp({ clockStartsAt: daysAgo(3) })
    await beginTrial(flow(), person)
    const { expires_at } = await readSubscription(sql, person.id)
    await person.moveTo(toSeconds(expires_at) - 48 * hour)
    await eventually(async () => {
      const notices = await sql`select kind, happens_at from public.notices where user_id = ${person.id}`
      expect(notices).toEqual([{ kind: 'trial_ending', happens_at: expires_at }])
    })
    await person.moveTo(toSeconds(expires_at) + 3 * hour)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'active', period_type: 'normal' })
      expect((await readInvoices(sql, person.id)).at(-1)).toMatchObject({ status: 'paid', amount_paid: 1590 })
    })
  })

  it('leaves nothing open when the card is declined and the retries are over', async () => {
    const { sql, signUp, eventually } = flow()
    const person = await signUp({ clockStartsAt: daysAgo(3) })
    await beginTrial(flow(), person, cards.declinesLater)
    const endsAt = toSeconds((await readSubscription(sql, person.id)).expires_at)
    await person.moveTo(endsAt + 3 * hour)
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ status: 'in_grace_period', period_type: 'normal' })
    })
    for (let days = 3; days <= 25; days += 4) await person.moveTo(endsAt + days * day)
    await eventually(async () => {
      expect(['expired', 'in_billing_retry']).toContain((await readSubscription(sql, person.id)).status)
      expect(await readAccess(sql, person.id)).toEqual([])
    })
  })
})
