import { Hono } from 'hono'
import { type AppStore, latestTransaction, subscriptionsOf, transactionsOf } from '../app-store.ts'
import type { StoredTransaction, Subscription } from '../store-state.ts'
import { readAppleAccount } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { signPair } from './sign-pair.ts'

type Pair = [Subscription, StoredTransaction]

/** `Transaction.currentEntitlements` and `Transaction.unfinished`. */
export function createOwnershipRoutes(parts: StoreKitParts): Hono {
  const change = createChange(parts)
  const routes = new Hono()

  async function signAll(pairs: Pair[]) {
    return { transactions: await Promise.all(pairs.map((pair) => signPair(parts, ...pair))) }
  }

  routes.get('/current-entitlements', async (context) => {
    const appleAccount = readAppleAccount(context)
    return context.json(await signAll(change(() => listCurrent(parts.store, appleAccount))))
  })

  routes.get('/unfinished', async (context) => {
    const appleAccount = readAppleAccount(context)
    return context.json(await signAll(change(() => listUnfinished(parts.store, appleAccount))))
  })

  return routes
}

/** Active or in the grace period; never a refunded one. */
function listCurrent(store: AppStore, appleAccount: string): Pair[] {
  return subscriptionsOf(store, appleAccount)
    .filter(({ status }) => status === 1 || status === 4)
    .map((subscription) => [subscription, latestTransaction(store, subscription)])
}

function listUnfinished(store: AppStore, appleAccount: string): Pair[] {
  return subscriptionsOf(store, appleAccount).flatMap((subscription) =>
    transactionsOf(store, subscription)
      .filter(({ isFinished }) => !isFinished)
      .map((transaction): Pair => [subscription, transaction]),
  )
}
