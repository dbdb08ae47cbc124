import { Hono } from 'hono'
import { decodeJwt } from 'jose'
import type { EntitlementRow, SubscriptionRow } from '../../local/phone/client/data/rows.ts'
import type { SignIntroductoryOffer } from '../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import { buildEntitlements, EXTRAS, PLANS } from './fake-api-data.ts'
import { toOption } from './fake-rest-routes.ts'
import { bodyOf, type FakeServer, type User } from './fake-server-state.ts'

type Transaction = {
  originalTransactionId: string
  productId: string
  appAccountToken?: string
  expiresDate?: number
  inAppOwnershipType?: string
  offerDiscountType?: string
}
type Renewal = {
  autoRenewStatus?: number
  autoRenewProductId?: string
  priceIncreaseStatus?: number
  renewalPrice?: number
  currency?: string
}

/** The function of this name, without its proofs: whose purchase it is, and what it gives. */
export function createFakeAppStoreTransactions(server: FakeServer, sign: SignIntroductoryOffer): Hono {
  const routes = new Hono()

  routes.post('/', async (context) => {
    const user = server.userOf(context)
    if (!user) return context.json({ code: 'unauthenticated', message: 'Please sign in first.' }, 401)
    const { signed_transaction, signed_renewal_info } = await bodyOf<Record<string, string | undefined>>(context)
    const transaction = decodeJwt<Transaction>(signed_transaction ?? '')
    const owner = server.owners.get(transaction.originalTransactionId) ?? transaction.appAccountToken ?? user.id
    if (owner !== user.id) {
      const message = 'This purchase belongs to another account. Sign in with the account that bought it.'
      return context.json({ code: 'belongs_to_another_account', message }, 409)
    }
    server.owners.set(transaction.originalTransactionId, user.id)
    record(server, user, transaction, signed_renewal_info ? decodeJwt<Renewal>(signed_renewal_info) : {})
    return context.json({ outcome: 'applied', entitlements: [] })
  })

  routes.post('/offer', async (context) => {
    const { plan_id = '', signed_app_transaction = '' } = await bodyOf<Record<string, string>>(context)
    const { trial_allowed } = toOption(server, server.userOf(context), plan_id)
    const { appTransactionId } = decodeJwt<{ appTransactionId: string }>(signed_app_transaction)
    const productId = PLANS.find((plan) => plan.id === plan_id)?.app_store_product_id ?? ''
    return context.json({
      trial_allowed,
      introductory_offer_eligibility: await sign({ productId, isAllowed: trial_allowed, appTransactionId }),
    })
  })
  return routes
}

function record(server: FakeServer, user: User, transaction: Transaction, renewal: Renewal): void {
  const extra = EXTRAS.find((one) => one.app_store_product_id === transaction.productId)
  const kept = server.rightsOf(user)
  if (extra) {
    const bought = extra.entitlements.map(toForGood)
    server.entitlements.set(user.id, [...kept.filter(({ plan_id }) => plan_id !== null), ...bought])
    return
  }
  const plan_id = PLANS.find((plan) => plan.app_store_product_id === transaction.productId)?.id ?? ''
  const expires_at = new Date(transaction.expiresDate ?? 0).toISOString()
  const will_renew = renewal.autoRenewStatus === 1
  const period_type = transaction.offerDiscountType === 'FREE_TRIAL' ? 'trial' : 'normal'
  const rights = buildEntitlements(plan_id, { store: 'app_store', expires_at, will_renew, period_type })
  server.entitlements.set(user.id, [...rights, ...kept.filter((row) => row.plan_id === null)])
  server.subscriptions.set(user.id, [toSubscription(plan_id, expires_at, transaction, renewal)])
}

function toForGood(entitlement: string): EntitlementRow {
  return {
    entitlement,
    store: 'app_store',
    plan_id: null,
    status: 'active',
    period_type: 'normal',
    will_renew: false,
    expires_at: null,
    access_ends_at: '9999-12-31T00:00:00+00:00',
  }
}

function toSubscription(
  plan_id: string,
  expires_at: string,
  transaction: Transaction,
  renewal: Renewal,
): SubscriptionRow {
  const { priceIncreaseStatus } = renewal
  const next = PLANS.find((plan) => plan.app_store_product_id === renewal.autoRenewProductId)?.id ?? plan_id
  return {
    store: 'app_store',
    status: 'active',
    plan_id,
    next_plan_id: next === plan_id ? null : next,
    expires_at,
    ownership: transaction.inAppOwnershipType === 'FAMILY_SHARED' ? 'family_shared' : 'purchased',
    price_consent: priceIncreaseStatus === undefined ? null : priceIncreaseStatus === 1 ? 'accepted' : 'pending',
    renewal_price: renewal.renewalPrice === undefined ? null : renewal.renewalPrice / 10,
    currency: renewal.currency?.toLowerCase() ?? null,
  }
}
