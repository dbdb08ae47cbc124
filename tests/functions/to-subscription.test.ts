import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { UnknownStoreValueError } from '../../supabase/functions/_shared/domain/errors.ts'
import { toSubscription } from '../../supabase/functions/_shared/stripe/to-subscription.ts'
import { buildStripeSubscription, day, monthEnd, start } from '../support/stripe/build-subscription.ts'

const date = (unixSeconds: number) => new Date(unixSeconds * 1000)

describe('a Stripe subscription in our words', () => {
  it('is paid until the end of the period of its item', () => {
    expect(toSubscription(buildStripeSubscription())).toMatchObject({
      store: 'stripe',
      environment: 'production',
      storeSubscriptionId: 'sub_1',
      storeProductId: 'tandem_premium',
      storeCustomerId: 'cus_1',
      status: 'active',
      periodType: 'normal',
      startedAt: date(start),
      expiresAt: date(monthEnd),
      willRenew: true,
      price: 1590,
      currency: 'sgd',
    })
  })

  it('still runs when it is cancelled for the end of the period', () => {
    const subscription = toSubscription(buildStripeSubscription({ cancel_at_period_end: true, cancel_at: monthEnd }))
    expect(subscription).toMatchObject({ status: 'active', willRenew: false, expiresAt: date(monthEnd) })
  })

  it('ends at the date that the customer portal has set', () => {
    const subscription = toSubscription(buildStripeSubscription({ cancel_at: start + 10 * day }))
    expect(subscription).toMatchObject({ status: 'active', willRenew: false, expiresAt: date(start + 10 * day) })
  })

  it('was paid until the period that could not be charged', () => {
    const subscription = toSubscription(
      buildStripeSubscription({ status: 'past_due', periodStart: monthEnd, periodEnd: monthEnd + 30 * day }),
    )
    expect(subscription).toMatchObject({ status: 'in_grace_period', expiresAt: date(monthEnd), willRenew: true })
  })

  it('ended when Stripe says so, not when the period would have', () => {
    const subscription = toSubscription(buildStripeSubscription({ status: 'canceled', ended_at: start + day }))
    expect(subscription).toMatchObject({ status: 'expired', expiresAt: date(start + day), willRenew: false })
  })

  it('was never paid for while its first payment is missing', () => {
    for (const status of ['incomplete', 'incomplete_expired']) {
      const subscription = toSubscription(buildStripeSubscription({ status }))
      expect(subscription.expiresAt).toEqual(subscription.startedAt)
    }
  })

  it('opens nothing in a trial whose card is not confirmed', () => {
    const unconfirmed = buildStripeSubscription({ status: 'trialing', pending_setup_intent: 'seti_1' })
    expect(toSubscription(unconfirmed)).toMatchObject({ status: 'incomplete', periodType: 'trial' })
    expect(toSubscription(buildStripeSubscription({ status: 'trialing' }))).toMatchObject({ status: 'active' })
  })

  it('tells the cycle, the card that is charged, and an upgrade that waits for its payment', () => {
    const subscription = buildStripeSubscription({
      default_payment_method: 'pm_1',
      pending_update: { subscription_items: [{ price: { product: 'tandem_gold' } }] },
    })
    expect(toSubscription(subscription)).toMatchObject({
      periodStartsAt: date(start),
      paymentMethodId: 'pm_1',
      storeProductId: 'tandem_premium',
      pendingStoreProductId: 'tandem_gold',
      nextStoreProductId: null,
    })
  })

  it('tells what its promotion code takes off, for which the mere id of a discount is not enough', () => {
    const end = 1_900_000_000
    const discounted = (...discounts: unknown[]) => toSubscription(buildStripeSubscription({ discounts })).discount
    const source = { type: 'coupon', coupon: { percent_off: 20, amount_off: null } }
    expect(discounted({ end, source })).toEqual({ percentOff: 20, amountOff: null, endsAt: new Date(end * 1000) })
    expect(discounted()).toBeNull()
    expect(() => discounted('di_1')).toThrow(ZodError)
  })

  it('tells what comes next from its schedule, whose mere id is not enough', () => {
    const phase = (start_date: number, product: string) => ({ start_date, items: [{ price: { product } }] })
    const schedule = (...later: [number, string][]) => ({
      current_phase: { end_date: monthEnd },
      phases: [phase(start, 'tandem_premium'), ...later.map(([at, product]) => phase(at, product))],
    })
    const nextOf = (planned: object) =>
      toSubscription(buildStripeSubscription({ schedule: planned })).nextStoreProductId
    expect(nextOf(schedule([monthEnd, 'tandem_standard']))).toBe('tandem_standard')
    expect(nextOf(schedule())).toBeNull()
    expect(nextOf(schedule([monthEnd, 'tandem_premium']))).toBeNull()
    expect(nextOf({ ...schedule([monthEnd, 'tandem_standard']), current_phase: null })).toBeNull()
    expect(() => toSubscription(buildStripeSubscription({ schedule: 'sub_sched_1' }))).toThrow(ZodError)
  })

  it('takes a user only from metadata that can be one of ours', () => {
    const userId = '5f0c7a2e-8a52-4b8e-9f57-0c1f6f1f2a11'
    expect(toSubscription(buildStripeSubscription({ metadata: { user_id: userId } })).userId).toBe(userId)
    expect(toSubscription(buildStripeSubscription({ metadata: { user_id: 'written by hand' } })).userId).toBeNull()
  })

  it('comes from the sandbox unless it is live', () => {
    expect(toSubscription(buildStripeSubscription({ livemode: false })).environment).toBe('sandbox')
  })

  it('is refused in a shape of another API version, and with a status never seen before', () => {
    const old = {
      ...buildStripeSubscription(),
      items: { data: [{ price: { product: 'p', unit_amount: 1, currency: 'sgd' } }] },
    }
    expect(() => toSubscription(old)).toThrow(ZodError)
    expect(() => toSubscription(buildStripeSubscription({ status: 'suspended' }))).toThrow(UnknownStoreValueError)
  })
})
