import { Hono } from 'hono'
import { type AppStore, latestTransaction, subscriptionsOf, transactionsOfAccount } from '../app-store.ts'
import type { StoredTransaction } from '../store-state.ts'
import { readAppleAccount } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { signPair } from './sign-pair.ts'

/** `Transaction.currentEntitlements` and `Transaction.unfinished`. */
export function createOwnershipRoutes(parts: StoreKitParts): Hono {
  const change = createChange(parts)
  const routes = new Hono()

  async function signAll(transactions: StoredTransaction[]) {
    return { transactions: await Promise.all(transactions.map((transaction) => signPair(parts, transaction))) }
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

/** Active or in the grace period, own or shared by the family, and what is owned for good; never a refunded one. */
function listCurrent(store: AppStore, appleAccount: string): StoredTransaction[] {
  const subscribed = subscriptionsOf(store, appleAccount)
    .filter(({ status }) => status === 1 || status === 4)
    .map((subscription) => latestTransaction(store, subscription))
  const owned = transactionsOfAccount(store, appleAccount).filter(
    ({ type, revocation }) => type === 'Non-Consumable' && revocation === null,
  )
  return [...subscribed, ...owned]
}

function listUnfinished(store: AppStore, appleAccount: string): StoredTransaction[] {
  return transactionsOfAccount(store, appleAccount).filter(({ isFinished }) => !isFinished)
}
