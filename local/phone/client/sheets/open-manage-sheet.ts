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

type Apply = (work: () => Promise<unknown>) => Promise<void>
type Owned = { subscriptions: StoreSubscription[]; products: StoreProduct[] }

/** What `AppStore.showManageSubscriptions(in:)` shows: Apple's page, for the Apple Account of the device. */
export function openManageSheet(phone: Phone, onClose: () => void): void {
  openSheet(
    'Manage subscription',
    (sheet) => {
      const problem = element('p', { class: 'error', role: 'alert' })
      const owned = loadInto(
        phone,
        () => readOwned(phone),
        (value, reload) => render(phone, value, (work) => change(phone, work, reload, problem)),
      )
      return [owned.node, problem, element('div', { class: 'stack' }, actionButton('Done', 'plain', sheet.close))]
    },
    onClose,
  )
}

async function readOwned({ storeKit }: Phone): Promise<Owned> {
  const [subscriptions, products] = await Promise.all([storeKit.subscriptions(), storeKit.products()])
  return { subscriptions, products }
}

function render(phone: Phone, { subscriptions, products }: Owned, apply: Apply): Child[] {
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
    element('div', { class: 'stack' }, changeButton(phone, subscription, apply)),
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

function changeButton({ storeKit }: Phone, subscription: StoreSubscription, apply: Apply): Child {
  const { original_transaction_id: id, status, will_renew } = subscription
  if (ENDED.includes(status)) return null
  return will_renew
    ? actionButton('Cancel subscription', 'danger', () => apply(() => storeKit.cancel(id)))
    : actionButton('Resume subscription', 'filled', () => apply(() => storeKit.resume(id)))
}

async function change(
  phone: Phone,
  work: () => Promise<unknown>,
  reload: () => Promise<void>,
  problem: HTMLElement,
): Promise<void> {
  problem.textContent = ''
  try {
    await work()
    await phone.purchases.handInChanges()
  } catch (error) {
    problem.textContent = toSentence(error)
  }
  await reload()
}
