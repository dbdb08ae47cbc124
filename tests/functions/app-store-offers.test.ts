import { randomUUID } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { createSubscriber, products } from '../support/app-store/create-subscriber.ts'
import { bought, lapsed } from '../support/app-store/notification-case.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'
import { post } from '../support/apple/app-store-requests.ts'
import { buildCertificateChain } from '../support/apple/build-certificate-chain.ts'
import { bundleId } from '../support/apple/build-payloads.ts'
import { signPayload } from '../support/apple/sign-payload.ts'
import { buildReport, recordStripe } from '../support/records.ts'

const appStore = setUpAppStore()
const newUser = () => createUser(appStore().sql)
const refusal = (status: number, code: string) => [status, { code, message: expect.any(String) }]

/** The proof that an Apple Account has the app: all that a phone has before the first purchase. */
function buildAppTransaction(appTransactionId: string, overrides: object = {}) {
  const now = Date.now()
  return {
    appTransactionId,
    receiptType: 'Sandbox',
    bundleId,
    applicationVersion: '1',
    receiptCreationDate: now,
    originalPurchaseDate: now,
    ...overrides,
  }
}

async function askOffer(userId?: string, appleAccount: string = randomUUID(), planId = 'premium') {
  const signed_app_transaction = await appStore().sign(buildAppTransaction(appleAccount))
  return appStore().askOffer({ plan_id: planId, signed_app_transaction }, userId)
}

/** A Stripe subscription that began with a trial and is over. */
async function useTrialOnWeb(userId: string) {
  const ids = {
    user_id: userId,
    store_subscription_id: `sub_${randomUUID()}`,
    store_customer_id: `cus_${randomUUID()}`,
  }
  const trial = {
    ...ids,
    period_type: 'trial',
    status: 'expired',
    will_renew: false,
    expires_at: '2026-11-01T00:00:00Z',
  }
  await recordStripe(appStore().sql, buildReport({ ...trial, started_at: '2026-10-25T00:00:00Z' }))
}

describe('an offer before the purchase sheet', () => {
  it('allows the trial to who never had one, signed for StoreKit and bound to the Apple Account', async () => {
    const account = randomUUID()
    const [status, body] = await askOffer(await newUser(), account)
    expect([status, body.trial_allowed]).toEqual([200, true])
    const jws = String(body.introductory_offer_eligibility)
    expect(decodeProtectedHeader(jws)).toEqual({ alg: 'ES256', kid: appStore().key.keyId, typ: 'JWT' })
    const { payload } = await jwtVerify(jws, appStore().key.publicKey, { audience: 'introductory-offer-eligibility' })
    expect(payload).toMatchObject({
      iss: appStore().key.issuerId,
      bid: bundleId,
      productId: products.premium,
      allowIntroductoryOffer: true,
      transactionId: account,
    })
  })

  it('refuses the trial to who had it on the web, and says so signed: Apple knows nothing of it', async () => {
    const userId = await newUser()
    await useTrialOnWeb(userId)
    const [status, body] = await askOffer(userId)
    expect([status, body.trial_allowed]).toEqual([200, false])
    const { payload } = await jwtVerify(String(body.introductory_offer_eligibility), appStore().key.publicKey)
    expect(payload).toMatchObject({ productId: products.premium, allowIntroductoryOffer: false })
  })

  it('refuses the trial to an Apple Account that had it, whoever is signed in', async () => {
    const before = createSubscriber(await newUser())
    const trial = { offerType: 1, offerDiscountType: 'FREE_TRIAL', price: 0 }
    const { transaction } = lapsed(before)
    await appStore().notify(
      await appStore().signNotice({ type: 'SUBSCRIBED', transaction: { ...transaction, ...trial } }),
    )
    expect(await askOffer(await newUser(), before.appTransactionId)).toMatchObject([200, { trial_allowed: false }])
  })

  it('refuses the trial when it was first heard of after it had been paid', async () => {
    const userId = await newUser()
    const before = createSubscriber(userId)
    const trial = { offerType: 1, offerDiscountType: 'FREE_TRIAL', price: 0 }
    const paid = before.transaction({
      transactionId: `${before.originalTransactionId}-2`,
      originalPurchaseDate: before.longAgo,
    })
    await appStore().handIn({ transaction: paid }, userId)
    await appStore().notify(
      await appStore().signNotice({ type: 'SUBSCRIBED', transaction: { ...lapsed(before).transaction, ...trial } }),
    )
    expect(await askOffer(await newUser(), before.appTransactionId)).toMatchObject([200, { trial_allowed: false }])
  })

  it('gives no trial where the plan has none', async () => {
    expect(await askOffer(await newUser(), randomUUID(), 'standard')).toMatchObject([200, { trial_allowed: false }])
  })
})

describe('a second purchase', () => {
  it('is refused to who subscribes on the web', async () => {
    const userId = await newUser()
    await recordStripe(appStore().sql, buildReport({ user_id: userId }))
    expect(await askOffer(userId)).toEqual(refusal(409, 'subscribed_on_web'))
  })

  it('of the same plan is refused in the app, another plan is Apple’s to arrange', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    await appStore().handIn(bought(subscriber)[0] ?? { transaction: {} }, userId)
    expect(await askOffer(userId)).toEqual(refusal(409, 'already_subscribed'))
    expect(await askOffer(userId, subscriber.appTransactionId, 'standard')).toMatchObject([200, {}])
  })

  it('is refused while one is under way on the web', async () => {
    const userId = await newUser()
    await appStore().sql`select billing.begin_stripe_purchase(${userId}, 'premium', false, null)`
    expect(await askOffer(userId)).toEqual(refusal(409, 'purchase_in_progress'))
  })

  it('of a plan that is not there is refused', async () => {
    expect(await askOffer(await newUser(), randomUUID(), 'platinum')).toEqual(refusal(404, 'plan_not_found'))
  })
})

describe('a request for an offer that is not what it says', () => {
  it('is refused: not signed by Apple, of another app, or a purchase instead', async () => {
    const userId = await newUser()
    const forger = await buildCertificateChain()
    const jwses = [
      await signPayload(buildAppTransaction('1'), forger),
      await appStore().sign(buildAppTransaction('1', { bundleId: 'com.example.other' })),
      await appStore().sign(buildAppTransaction('1', { receiptType: 'Xcode' })),
      await appStore().sign(createSubscriber(userId).transaction()),
      'no JWS',
    ]
    for (const signed_app_transaction of jwses) {
      const answer = await appStore().askOffer({ plan_id: 'premium', signed_app_transaction }, userId)
      expect(answer).toEqual(refusal(400, 'invalid_signature'))
    }
  })

  it('is refused without a signed-in user, in another shape, and at another address', async () => {
    expect(await askOffer()).toEqual(refusal(401, 'unauthenticated'))
    const userId = await newUser()
    for (const body of [
      {},
      { plan_id: 'premium' },
      { plan_id: '', signed_app_transaction: 'a' },
      { plan_id: 1, signed_app_transaction: 'a' },
    ]) {
      expect(await appStore().askOffer(body, userId)).toEqual(refusal(400, 'invalid_request'))
    }
    const { transactions } = appStore().functions
    const elsewhere = await transactions(post('/app-store-transactions/offers', '{}', userId))
    const byGet = await transactions(new Request('http://functions.test/app-store-transactions/offer'))
    expect([elsewhere.status, byGet.status]).toEqual([404, 405])
  })
})
