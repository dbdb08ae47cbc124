import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import {
  buildRenewalFact,
  buildReport,
  buildTransactionFact,
  notifyAppStore,
  postTransaction,
  recordStripe,
} from '../support/records.ts'

const sql = openTestDatabase({
  maxConnections: 8,
  prepare: (on) => on`update billing.settings set sandbox_serves = 'nobody'`,
})

const at = (month: number, dayOfMonth = 1) => new Date(Date.UTC(2127, month - 1, dayOfMonth)).toISOString()

function buildMonth(original: string, month: number, more: object = {}) {
  return buildTransactionFact({
    transaction_id: `${original}-${month}`,
    original_transaction_id: original,
    purchased_at: at(month),
    original_purchased_at: at(1),
    expires_at: at(month + 1),
    signed_at: at(month),
    ...more,
  })
}
const readSubscription = async (original: string) => {
  const [row] = await sql`
    select period_type, offer_type, price, currency, price_consent, renewal_price, will_renew, status
    from public.subscriptions where store_subscription_id = ${original}`
  return row
}

describe('an offer', () => {
  it.each([
    [1, 'FREE_TRIAL', 'trial', 'introductory'],
    [1, 'PAY_UP_FRONT', 'intro', 'introductory'],
    [2, 'PAY_AS_YOU_GO', 'intro', 'promotional'],
    [3, 'FREE_TRIAL', 'trial', 'offer_code'],
    [4, 'PAY_UP_FRONT', 'intro', 'win_back'],
    [9, null, 'intro', null],
    [null, null, 'normal', null],
  ])(
    'of Apple’s type %s, %s, is a period of type %s (%s)',
    async (offer_type, offer_discount_type, periodType, offerType) => {
      const original = randomUUID()
      await notifyAppStore(sql, { transaction: buildMonth(original, 1, { offer_type, offer_discount_type }) })
      expect(await readSubscription(original)).toMatchObject({ period_type: periodType, offer_type: offerType })
    },
  )

  it('is over with its period', async () => {
    const original = randomUUID()
    const offer = { offer_type: 2, offer_discount_type: 'PAY_AS_YOU_GO', price_milliunits: 9900 }
    await notifyAppStore(sql, { transaction: buildMonth(original, 1, offer) })
    await notifyAppStore(sql, { transaction: buildMonth(original, 2, { price_milliunits: 15900 }) })
    expect(await readSubscription(original)).toMatchObject({ period_type: 'normal', offer_type: null, price: 1590 })
  })
})

describe('the price of the next renewal', () => {
  const tell = async (renewal: object, transaction: object = {}) => {
    const original = randomUUID()
    await notifyAppStore(sql, {
      transaction: buildMonth(original, 1, transaction),
      renewal: buildRenewalFact({ original_transaction_id: original, renews_at: at(2), signed_at: at(1), ...renewal }),
    })
    return { original, row: await readSubscription(original) }
  }

  it.each([
    [0, 'pending'],
    [1, 'accepted'],
    [null, null],
  ])('needs a consent that Apple calls %s: %s', async (price_increase_status, consent) => {
    const { row } = await tell({ price_increase_status, renewal_price_milliunits: 19900 })
    expect(row).toMatchObject({ price: 1590, price_consent: consent, renewal_price: 1990 })
  })

  it('is in minor units, also of a currency that has none, and not shown in another currency than the price', async () => {
    const yen = { price_milliunits: 1_500_000, currency: 'jpy' }
    expect((await tell({ renewal_price_milliunits: 1_800_000, currency: 'jpy' }, yen)).row).toMatchObject({
      price: 1500,
      renewal_price: 1800,
    })
    expect((await tell({ renewal_price_milliunits: 19900, currency: 'usd' })).row).toMatchObject({
      renewal_price: null,
    })
  })

  it('says nothing once it will not renew, nor after it has', async () => {
    const risen = { price_increase_status: 0, renewal_price_milliunits: 19900 }
    expect((await tell({ ...risen, will_renew: false })).row).toMatchObject({
      price_consent: null,
      renewal_price: null,
    })
    const { original } = await tell(risen)
    await notifyAppStore(sql, { transaction: buildMonth(original, 2, { price_milliunits: 19900 }) })
    expect(await readSubscription(original)).toMatchObject({ price: 1990, price_consent: null, renewal_price: null })
  })

  it('without consent ends the subscription with its period', async () => {
    const { original } = await tell({ price_increase_status: 0 })
    const refused = {
      will_renew: false,
      is_in_billing_retry: false,
      expiration_intent: 3,
      renews_at: at(2),
      signed_at: at(2),
    }
    await notifyAppStore(sql, { renewal: buildRenewalFact({ original_transaction_id: original, ...refused }) })
    expect(await readSubscription(original)).toMatchObject({ status: 'expired', price_consent: null })
  })
})

describe('what the app may offer', () => {
  const offerFor = async (userId: string, account: string | null = null, planId = 'premium') => {
    const [row] = await sql`select billing.app_store_offer(${userId}, ${planId}, ${account}) as offer`
    return row?.offer
  }
  const premium = { refusal: null, product_id: 'com.example.tandem.premium.monthly' }

  it('is a plan with its trial, to somebody who never had one', async () => {
    const userId = await createUser(sql)
    expect(await offerFor(userId)).toEqual({ ...premium, trial_allowed: true })
    expect(await offerFor(userId, null, 'standard')).toMatchObject({ refusal: null, trial_allowed: false })
    expect(await offerFor(userId, null, 'gold')).toMatchObject({ refusal: 'plan_not_found' })
  })

  it('is without a trial to who had it on the web, or another user had it with the same Apple Account', async () => {
    const [rider, other] = [await createUser(sql), await createUser(sql)]
    const ids = { store_subscription_id: `sub_${rider}`, store_customer_id: `cus_${rider}` }
    await recordStripe(
      sql,
      buildReport({ user_id: rider, period_type: 'trial', status: 'expired', will_renew: false, ...ids }),
    )
    expect(await offerFor(rider)).toEqual({ ...premium, trial_allowed: false })

    const trial = { offer_type: 1, offer_discount_type: 'FREE_TRIAL', app_transaction_id: `account of ${rider}` }
    await postTransaction(sql, rider, buildMonth(randomUUID(), 1, trial))
    expect(await offerFor(other, `account of ${rider}`)).toMatchObject({ trial_allowed: false })
    expect(await offerFor(other, `account of ${other}`)).toMatchObject({ trial_allowed: true })
  })

  it('is nothing to who subscribes on the web, and another plan to who subscribes in the app', async () => {
    const [web, app] = [await createUser(sql), await createUser(sql)]
    const ids = { store_subscription_id: `sub_${web}`, store_customer_id: `cus_${web}` }
    await recordStripe(sql, buildReport({ user_id: web, ...ids }))
    expect(await offerFor(web)).toMatchObject({ refusal: 'subscribed_on_web' })
    await postTransaction(sql, app, buildMonth(randomUUID(), 1))
    expect(await offerFor(app)).toMatchObject({ refusal: 'already_subscribed' })
    expect(await offerFor(app, null, 'standard')).toMatchObject({ refusal: null })
  })

  it.each([
    ['that the family shared', { ownership: 'family_shared' }, 'production'],
    ['of a sandbox that serves nobody', {}, 'sandbox'],
  ])('is not held up by a failing payment %s', async (_name, more, environment) => {
    const userId = await createUser(sql)
    const original = randomUUID()
    const failed = { is_in_billing_retry: true, renews_at: '2026-02-01T00:00:00Z', signed_at: '2026-02-02T00:00:00Z' }
    const over = {
      purchased_at: '2026-01-01T00:00:00Z',
      expires_at: '2026-02-01T00:00:00Z',
      signed_at: '2026-01-01T00:00:00Z',
    }
    const transaction = buildMonth(original, 1, { environment, ...over, ...more })
    const renewal = buildRenewalFact({ original_transaction_id: original, environment, ...failed })
    await postTransaction(sql, userId, transaction, renewal)
    expect(await readSubscription(original)).toMatchObject({ status: 'in_billing_retry' })
    expect(await offerFor(userId)).toMatchObject({ refusal: null })
  })

  it('is no double payment that only a sandbox makes, while that serves nobody', async () => {
    const userId = await createUser(sql)
    await postTransaction(sql, userId, buildMonth(randomUUID(), 1))
    await postTransaction(sql, userId, buildMonth(randomUUID(), 1, { environment: 'sandbox' }))
    const count = async () =>
      (await sql`select count(*)::int as n from billing.double_payments where user_id = ${userId}`)[0]?.n
    expect(await count()).toBe(0)
    await sql`update billing.settings set sandbox_serves = 'anybody'`
    expect(await count()).toBe(2)
    await sql`update billing.settings set sandbox_serves = 'nobody'`
  })
})
