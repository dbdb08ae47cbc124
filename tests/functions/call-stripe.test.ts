import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../supabase/functions/_shared/domain/errors.ts'
import { callStripe } from '../../supabase/functions/_shared/stripe/call-stripe.ts'
import { isStripeRefusal } from '../../supabase/functions/_shared/stripe/stripe-failure.ts'

const stripe = new Stripe('unused')
const { errors } = Stripe

/** Runs a request that fails this way each time; gives back the error and how long was waited between the tries. */
async function fail(thrown: unknown) {
  const waited: number[] = []
  const wait = async (milliseconds: number) => void waited.push(milliseconds)
  const error: unknown = await callStripe({ stripe, wait }, () => Promise.reject(thrown)).catch((caught) => caught)
  if (!(error instanceof AppError)) throw new Error('Not an error of ours')
  return { error, waited }
}

const refused = (raw: object) =>
  new errors.StripeInvalidRequestError({
    message: 'No',
    type: 'invalid_request_error',
    statusCode: 400,
    ...raw,
  } as never)

describe('a request to Stripe', () => {
  it.each([
    ['a rate limit', new errors.StripeRateLimitError({ message: 'slow', statusCode: 429 } as never)],
    ['a locked object', refused({ statusCode: 429, code: 'lock_timeout' })],
    ['the same key in flight', refused({ statusCode: 409, code: 'idempotency_key_in_use' })],
  ])('is tried three times at %s, each time after a longer pause of random length', async (_name, thrown) => {
    const { error, waited } = await fail(thrown)
    expect(error.code).toBe('store_unavailable')
    expect(waited).toHaveLength(2)
    expect(waited[0]).toBeGreaterThanOrEqual(200)
    expect(waited[0]).toBeLessThanOrEqual(600)
    expect(waited[1]).toBeGreaterThanOrEqual(400)
    expect(waited[1]).toBeLessThanOrEqual(1200)
  })

  it('gives back what the second try has brought', async () => {
    let tries = 0
    const answer = await callStripe({ stripe, wait: async () => {} }, async () => {
      tries += 1
      if (tries === 1) throw refused({ statusCode: 429 })
      return 'done'
    })
    expect([answer, tries]).toEqual(['done', 2])
  })

  it.each([
    ['an outage', new errors.StripeAPIError({ message: 'oh', statusCode: 500 } as never), 'store_unavailable'],
    ['no connection', new errors.StripeConnectionError({ message: 'oh' } as never), 'store_unavailable'],
    ['a decline', new errors.StripeCardError({ message: 'no', statusCode: 402 } as never), 'card_declined'],
    ['a price that is gone', refused({ code: 'resource_missing', param: 'items[0][price]' }), 'plan_not_sold'],
    ['a code that is spent', refused({ param: 'discounts[0][promotion_code]' }), 'promotion_code_invalid'],
    ['an expired coupon', refused({ code: 'coupon_expired' }), 'promotion_code_invalid'],
    ['a fault of ours', refused({ code: 'parameter_unknown', param: 'colour' }), 'internal'],
    ['what is no error of Stripe', new TypeError('oh'), 'internal'],
  ])('is not repeated at %s, which has its own code', async (_name, thrown, code) => {
    const { error, waited } = await fail(thrown)
    expect([error.code, waited]).toEqual([code, []])
  })

  it('tells its refusal by Stripe’s code, and names no id, address or secret in the log', async () => {
    const message = "No such customer: 'cus_Nffrf3eyKV'; pi_3MtwBwLkdIw_secret_YrKJUKribcBj of ada@example.com"
    const { error } = await fail(refused({ code: 'resource_missing', message, requestId: 'req_1' }))
    expect(isStripeRefusal(error, 'resource_missing')).toBe(true)
    expect(isStripeRefusal(error, 'other')).toBe(false)
    expect(String(error.cause)).toMatch(/resource_missing 400 req_1: No such customer: 'cus_…'; pi_… of …@…$/)
  })
})
