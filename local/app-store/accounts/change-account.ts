import { type AppStore, accountOf, subscriptionsOf } from '../app-store.ts'
import { StoreError } from '../store-error.ts'
import { STOREFRONTS } from '../storefronts.ts'

/** The settings that a person changes on a device. */
export function changeAccount(
  store: AppStore,
  appleAccount: string,
  changes: { storefront?: string | undefined; asksToBuy?: boolean | undefined },
): void {
  const account = accountOf(store, appleAccount)
  if (changes.asksToBuy !== undefined) account.asksToBuy = changes.asksToBuy
  if (changes.storefront === undefined || changes.storefront === account.storefront) return
  if (!STOREFRONTS[changes.storefront])
    throw new StoreError('storefront_not_found', 'There is no such storefront.', 404)
  account.storefront = changes.storefront
  // A raised price was in the currency of the old storefront.
  for (const subscription of subscriptionsOf(store, appleAccount)) subscription.raisedPriceMilliunits = null
}
