import { describe, expect, it } from 'vitest'
import { describeOffer, type Promotion } from '#app/billing/describe-offer.ts'
import { toElementsOptions } from '#app/billing/to-elements-options.ts'
import { toWalletOptions } from '#app/billing/to-wallet-options.ts'
import { plans } from './build-rows.ts'

const [standard, premium] = plans as [(typeof plans)[0], (typeof plans)[0]]
const reader = { isTrial: false, promotion: null, locale: 'en-SG', now: new Date('2026-05-10T12:00:00Z') }

function buildPromotion(values: Partial<Promotion>): Promotion {
  return {
    code: 'SPRING',
    name: 'Spring',
    amount_due: 792,
    amount_off: 198,
    currency: 'sgd',
    duration: 'once',
    duration_in_months: null,
    ...values,
  }
}

describe('a plan on sale', () => {
  it('says on the button what is charged', () => {
    expect(describeOffer(standard, reader)).toMatchObject({
      amount: 990,
      payLabel: 'Pay S$9.90',
      today: 'S$9.90',
      later: 'then S$9.90 a month',
      trialDays: 0,
    })
  })

  it('says in a trial that nothing is charged today, when something will be, and how to avoid it', () => {
    const offer = describeOffer(premium, { ...reader, isTrial: true })
    expect(offer).toMatchObject({
      amount: 0,
      payLabel: 'Start 7 days free',
      today: 'S$0.00',
      later: 'from 17 May 2026: S$15.90 a month',
    })
    expect(offer.terms).toBe(
      'Nothing is charged today. On 17 May 2026 your card is charged S$15.90, and then every month, until you end the subscription in your account. End it before that day and nothing is charged.',
    )
  })

  it.each([
    [{ duration: 'once' }, 'then S$9.90 a month', 'S$7.92, and then S$9.90 every month'],
    [{ duration: 'forever' }, 'then S$7.92 a month', 'S$7.92, and then every month'],
    [
      { duration: 'repeating', duration_in_months: 3 },
      'then S$7.92 for 2 more, then S$9.90 a month',
      'S$7.92 for each of the first 3 months, and then S$9.90 every month',
    ],
  ] as const)('says how long a promotion lasts: %o', (values, later, terms) => {
    const offer = describeOffer(standard, { ...reader, promotion: buildPromotion(values) })
    expect(offer).toMatchObject({
      amount: 792,
      payLabel: 'Pay S$7.92',
      later,
      discount: { code: 'SPRING', name: 'Spring', amount: '−S$1.98' },
    })
    expect(offer.terms).toContain(terms)
  })

  it('never asks to pay nothing', () => {
    const promotion = buildPromotion({ amount_due: 0, amount_off: 990 })
    expect(describeOffer(standard, { ...reader, promotion }).payLabel).toBe('Subscribe, nothing to pay now')
  })
})

describe('the form of an offer', () => {
  it('asks for the amount that is shown', () => {
    const offer = describeOffer(standard, reader)
    expect(toElementsOptions(offer, null)).toEqual({ mode: 'subscription', amount: 990, currency: 'sgd' })
  })

  it('only keeps the card in a trial', () => {
    const offer = describeOffer(premium, { ...reader, isTrial: true })
    expect(toElementsOptions(offer, 'cuss_1')).toMatchObject({
      mode: 'setup',
      setupFutureUsage: 'off_session',
      customerSessionClientSecret: 'cuss_1',
    })
  })

  it('asks Apple Pay for a recurring payment with the regular price, and the trial before it', () => {
    const offer = describeOffer(premium, { ...reader, isTrial: true })
    expect(toWalletOptions(offer, 'https://lessons.example.com')).toMatchObject({
      buttonType: { applePay: 'subscribe', googlePay: 'subscribe' },
      applePay: {
        recurringPaymentRequest: {
          managementURL: 'https://lessons.example.com/account',
          regularBilling: {
            amount: 1590,
            recurringPaymentIntervalUnit: 'month',
            recurringPaymentStartDate: new Date('2026-05-17T12:00:00Z'),
          },
          trialBilling: { amount: 0, recurringPaymentIntervalUnit: 'day', recurringPaymentIntervalCount: 7 },
        },
      },
    })
  })

  it('asks for no trial where there is none', () => {
    const { applePay } = toWalletOptions(describeOffer(standard, reader), 'https://lessons.example.com')
    expect(applePay?.recurringPaymentRequest).not.toHaveProperty('trialBilling')
  })
})
