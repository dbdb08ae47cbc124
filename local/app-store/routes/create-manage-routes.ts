import { type Context, Hono } from 'hono'
import { subscriptionsOf } from '../app-store.ts'
import type { Subscription } from '../store-state.ts'
import { cancelSubscription, resumeSubscription } from '../subscriptions/change-renewal.ts'
import { readAppleAccount } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { describeSubscription } from './describe-store.ts'
import { requireSubscription } from './require-subscription.ts'

type RenewalChange = typeof cancelSubscription

/** The sheet that `AppStore.showManageSubscriptions(in:)` opens. */
export function createManageRoutes(parts: StoreKitParts): Hono {
  const { store } = parts
  const change = createChange(parts)
  const routes = new Hono()

  function answerChange(context: Context, renewalChange: RenewalChange) {
    const subscription = requireSubscription(store, context.req.param('id') ?? '')
    change((now) => renewalChange(store, subscription, now))
    return context.json(describe(subscription))
  }

  const describe = (subscription: Subscription) => describeSubscription(store, subscription)

  routes.get('/subscriptions', (context) => {
    const appleAccount = readAppleAccount(context)
    return context.json({ subscriptions: change(() => subscriptionsOf(store, appleAccount).map(describe)) })
  })
  routes.post('/subscriptions/:id/cancel', (context) => answerChange(context, cancelSubscription))
  routes.post('/subscriptions/:id/resume', (context) => answerChange(context, resumeSubscription))
  return routes
}
