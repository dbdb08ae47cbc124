import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type AppStore, subscriptionsOf } from '../app-store.ts'
import { placeOrder } from '../purchases/place-order.ts'
import type { Subscription } from '../store-state.ts'
import { cancelSubscription, resumeSubscription } from '../subscriptions/change-renewal.ts'
import { answerPriceConsent } from '../subscriptions/raise-price.ts'
import { requireLiving } from '../subscriptions/require-living.ts'
import { readAppleAccount } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { describeSubscription } from './describe-subscription.ts'
import { readJson } from './read-json.ts'
import { requireSubscription } from './require-subscription.ts'

const consentSchema = z.strictObject({ agrees: z.boolean() })
const changeSchema = z.strictObject({ product_id: z.string() })

type ManageChange = (store: AppStore, subscription: Subscription, at: number) => unknown

/** The sheets that `AppStore.showManageSubscriptions(in:)` and a price increase open. */
export function createManageRoutes(parts: StoreKitParts): Hono {
  const { store } = parts
  const change = createChange(parts)
  const routes = new Hono()

  function answerChange(context: Context, manageChange: ManageChange) {
    const subscription = requireSubscription(store, context.req.param('id') ?? '')
    change((now) => manageChange(store, subscription, now))
    return context.json(describe(subscription))
  }

  const describe = (subscription: Subscription) => describeSubscription(store, subscription)

  routes.get('/subscriptions', (context) => {
    const appleAccount = readAppleAccount(context)
    return context.json({ subscriptions: change(() => subscriptionsOf(store, appleAccount).map(describe)) })
  })
  routes.post('/subscriptions/:id/cancel', (context) => answerChange(context, cancelSubscription))
  routes.post('/subscriptions/:id/resume', (context) => answerChange(context, resumeSubscription))
  routes.post('/subscriptions/:id/change', async (context) => {
    const { product_id } = await readJson(context, changeSchema)
    return answerChange(context, (_store, subscription, now) => changeProduct(store, subscription, product_id, now))
  })
  routes.post('/subscriptions/:id/price-consent', async (context) => {
    const { agrees } = await readJson(context, consentSchema)
    return answerChange(context, (_store, subscription, now) => answerPriceConsent(store, subscription, agrees, now))
  })
  return routes
}

/** In the App Store's own sheet the app has no say: a token that is there stays. */
export function changeProduct(store: AppStore, subscription: Subscription, productId: string, now: number): void {
  requireLiving(subscription)
  const { appleAccount, appAccountToken } = subscription
  const order = { appleAccount, productId, appAccountToken, offer: null, allowsIntroductoryOffer: true }
  placeOrder(store, { ...order, isOutsideTheApp: true }, now)
}
