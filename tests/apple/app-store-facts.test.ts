import { describe, expect, it } from 'vitest'
import { renewalSchema } from '../../supabase/functions/_shared/apple/renewal-schema.ts'
import { toAppStoreFacts } from '../../supabase/functions/_shared/apple/to-app-store-facts.ts'
import { transactionSchema } from '../../supabase/functions/_shared/apple/transaction-schema.ts'
import { UnknownStoreValueError } from '../../supabase/functions/_shared/domain/errors.ts'
import { buildRenewal, buildTransaction } from '../support/apple/build-payloads.ts'

const factOf = (overrides: Record<string, unknown> = {}) =>
  toAppStoreFacts({ transaction: transactionSchema.parse(buildTransaction(overrides)), renewal: null }).transaction
const renewalFactOf = (overrides: Record<string, unknown> = {}) =>
  toAppStoreFacts({ transaction: null, renewal: renewalSchema.parse(buildRenewal(overrides)) }).renewal

describe('a transaction as a fact', () => {
  it('keeps what decides and what explains, and nothing else', () => {
    expect(factOf({ appAccountToken: '7E3FB20B-4CDB-47CC-936D-99D65F608138' })).toEqual({
      transaction_id: '2000000000000002',
      original_transaction_id: '2000000000000001',
      web_order_line_item_id: '2000000000000003',
      product_id: 'com.example.tandem.premium.monthly',
      subscription_group_id: '21000000',
      type: 'Auto-Renewable Subscription',
      environment: 'sandbox',
      purchased_at: '2026-11-21T07:59:59.000Z',
      original_purchased_at: '2026-10-22T07:59:59.000Z',
      expires_at: '2026-12-21T07:59:59.000Z',
      revoked_at: null,
      revocation_reason: null,
      revocation_type: null,
      revocation_percentage: null,
      is_upgraded: false,
      ownership: 'purchased',
      // Swift writes it in capitals, Postgres and Supabase Auth do not.
      app_account_token: '7e3fb20b-4cdb-47cc-936d-99d65f608138',
      app_transaction_id: '704000000000000001',
      offer_type: null,
      offer_identifier: null,
      offer_discount_type: null,
      offer_period: null,
      transaction_reason: 'RENEWAL',
      quantity: 1,
      price_milliunits: 15_900,
      currency: 'sgd',
      storefront: 'SGP',
      storefront_id: '143464',
      signed_at: '2026-11-21T08:00:00.000Z',
    })
  })

  it('of a one-time purchase has no end', () => {
    expect(factOf({ type: 'Non-Consumable', expiresDate: undefined })).toMatchObject({
      type: 'Non-Consumable',
      expires_at: null,
    })
  })

  it('says when and why it was taken back, and that a better one replaced it', () => {
    const revoked = factOf({ revocationDate: Date.UTC(2026, 10, 21), revocationReason: 0, isUpgraded: true })
    expect(revoked).toMatchObject({ revoked_at: '2026-11-21T00:00:00.000Z', revocation_reason: 0, is_upgraded: true })
  })

  it('says how much of the money went back', () => {
    const prorated = { revocationType: 'REFUND_PRORATED', revocationPercentage: 40_000 }
    expect(factOf(prorated)).toMatchObject({ revocation_type: 'REFUND_PRORATED', revocation_percentage: 40_000 })
  })

  it('says that it is a free trial', () => {
    expect(factOf({ offerType: 1, offerDiscountType: 'FREE_TRIAL', price: 0 })).toMatchObject({
      offer_type: 1,
      offer_discount_type: 'FREE_TRIAL',
      price_milliunits: 0,
    })
  })

  it('names the offer that it was bought with', () => {
    const offer = { offerType: 4, offerIdentifier: 'come_back', offerDiscountType: 'PAY_AS_YOU_GO', offerPeriod: 'P1M' }
    expect(factOf(offer)).toMatchObject({
      offer_type: 4,
      offer_identifier: 'come_back',
      offer_discount_type: 'PAY_AS_YOU_GO',
      offer_period: 'P1M',
    })
  })

  it('names no user by a token that is no UUID', () => {
    expect(factOf({ appAccountToken: 'user 7' })?.app_account_token).toBeNull()
  })

  it('takes types and offers that Apple will invent', () => {
    expect(factOf({ type: 'Rental', offerType: 9, offerDiscountType: 'BARTER', brandNewField: {} })).toMatchObject({
      type: 'Rental',
      offer_type: 9,
    })
  })

  it('is not made of an ownership that is new to us: it could give access to strangers', () => {
    expect(() => factOf({ inAppOwnershipType: 'ORGANIZATION' })).toThrow(UnknownStoreValueError)
  })
})

describe('a renewal info as a fact', () => {
  it('says what comes next', () => {
    expect(renewalFactOf({ autoRenewProductId: 'com.example.tandem.standard.monthly' })).toEqual({
      original_transaction_id: '2000000000000001',
      environment: 'sandbox',
      product_id: 'com.example.tandem.premium.monthly',
      auto_renew_product_id: 'com.example.tandem.standard.monthly',
      will_renew: true,
      is_in_billing_retry: false,
      grace_period_ends_at: null,
      expiration_intent: null,
      renews_at: '2026-12-21T07:59:59.000Z',
      renewal_price_milliunits: 15_900,
      currency: 'sgd',
      price_increase_status: null,
      offer_type: null,
      offer_identifier: null,
      offer_discount_type: null,
      eligible_win_back_offer_ids: null,
      app_account_token: null,
      app_transaction_id: null,
      signed_at: '2026-11-21T08:00:00.001Z',
    })
  })

  it('says what it will cost, and that somebody has to agree to it', () => {
    expect(renewalFactOf({ renewalPrice: 17_900, priceIncreaseStatus: 0 })).toMatchObject({
      renewal_price_milliunits: 17_900,
      price_increase_status: 0,
    })
  })

  it('names the offers that could win somebody back, and the one that is next', () => {
    const offers = { eligibleWinBackOfferIds: ['come_back'], offerType: 2, offerIdentifier: 'loyal_riders' }
    expect(renewalFactOf(offers)).toMatchObject({
      eligible_win_back_offer_ids: ['come_back'],
      offer_type: 2,
      offer_identifier: 'loyal_riders',
    })
  })

  it('says that it ends, and why', () => {
    const ended = { autoRenewStatus: 0, expirationIntent: 1, isInBillingRetryPeriod: undefined }
    expect(renewalFactOf(ended)).toMatchObject({ will_renew: false, expiration_intent: 1, is_in_billing_retry: null })
  })

  it('says that a payment failed and until when Apple waits', () => {
    const failed = { isInBillingRetryPeriod: true, gracePeriodExpiresDate: Date.UTC(2026, 11, 7) }
    expect(renewalFactOf(failed)).toMatchObject({
      is_in_billing_retry: true,
      grace_period_ends_at: '2026-12-07T00:00:00.000Z',
    })
  })

  it('is not made of a renewal status that is new to us', () => {
    expect(() => renewalFactOf({ autoRenewStatus: 2 })).toThrow(UnknownStoreValueError)
  })
})

describe('facts', () => {
  it('of nothing are nothing', () => {
    expect(toAppStoreFacts({ transaction: null, renewal: null })).toEqual({ transaction: null, renewal: null })
  })
})
