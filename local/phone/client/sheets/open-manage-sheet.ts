import { formatDate } from '../data/format-date.ts'
import type { Phone } from '../phone.ts'
import type { StoreProduct, StoreSubscription } from '../store/create-store-kit.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { openSheet } from '../view/open-sheet.ts'
import { toSentence } from '../wire/api-error.ts'

const ENDED = ['expired', 'revoked']

type Owned = { subscriptions: StoreSubscription[]; products: StoreProduct[] }

/** What `AppStore.showManageSubscriptions(in:)` shows: Apple's page, for the Apple Account of the device. */
export function openManageSheet(phone: Phone, onClose: () => void): void {
  openSheet(
    'Manage subscription',
    (sheet) => {
      const owned = loadInto(
        phone,
        () => readOwned(phone),
        (value, reload) => render(phone, value, reload),
      )
      return [owned.node, element('div', { class: 'stack' }, actionButton('Done', 'plain', sheet.close))]
    },
    onClose,
  )
}

async function readOwned({ storeKit }: Phone): Promise<Owned> {
  const [subscriptions, products] = await Promise.all([storeKit.subscriptions(), storeKit.products()])
  return { subscriptions, products }
}

function render(phone: Phone, { subscriptions, products }: Owned, reload: () => Promise<void>): Child[] {
  if (subscriptions.length === 0) {
    return [element('p', { class: 'card hint' }, `${phone.storeKit.appleAccount()} has no subscriptions.`)]
  }
  const nameOf = (id: string) => products.find((product) => product.product_id === id)?.display_name ?? id
  return subscriptions.flatMap((subscription) => [
    group(
      null,
      [
        factRow('Plan', nameOf(subscription.product_id)),
        factRow(labelEnd(subscription), formatDate(subscription.expires_at)),
        ...(subscription.auto_renew_product_id === subscription.product_id
          ? []
          : [factRow('Then', nameOf(subscription.auto_renew_product_id))]),
        factRow('Account', phone.storeKit.appleAccount()),
      ],
      describeEnd(subscription),
    ),
    element('div', { class: 'stack' }, changeButton(phone, subscription, reload)),
  ])
}

function labelEnd({ status, will_renew }: StoreSubscription): string {
  if (ENDED.includes(status)) return 'Ended'
  return will_renew ? 'Renews' : 'Ends'
}

function describeEnd({ status, will_renew, expires_at }: StoreSubscription): string | null {
  if (ENDED.includes(status) || will_renew) return null
  return `Canceled. You keep what you paid for until ${formatDate(expires_at)}.`
}

function changeButton(phone: Phone, subscription: StoreSubscription, reload: () => Promise<void>): Child {
  const { original_transaction_id: id, status, will_renew } = subscription
  if (ENDED.includes(status)) return null
  return will_renew
    ? actionButton('Cancel subscription', 'danger', () => change(phone, () => phone.storeKit.cancel(id), reload))
    : actionButton('Resume subscription', 'filled', () => change(phone, () => phone.storeKit.resume(id), reload))
}

async function change(phone: Phone, work: () => Promise<unknown>, reload: () => Promise<void>): Promise<void> {
  try {
    await work()
    await phone.purchases.handInChanges()
  } catch (error) {
    phone.notify('problem', toSentence(error))
  }
  await reload()
}
