import type { Phone } from '../phone.ts'
import type { StoreProduct, StoreSubscription } from '../store/store-types.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { loadInto } from '../view/load-into.ts'
import { openSheet } from '../view/open-sheet.ts'
import { toSentence } from '../wire/api-error.ts'
import { managedSubscription } from './managed-subscription.ts'

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

function render(
  phone: Phone,
  { subscriptions, products }: Owned,
  apply: (work: () => Promise<unknown>) => Promise<void>,
) {
  if (subscriptions.length === 0) {
    return [element('p', { class: 'card hint' }, `${phone.storeKit.appleAccount()} has no subscriptions.`)]
  }
  return subscriptions.flatMap((subscription): Child[] => managedSubscription(phone, subscription, products, apply))
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
    // A change to a higher plan is a purchase, too.
    await phone.receive()
  } catch (error) {
    problem.textContent = toSentence(error)
  }
  await reload()
}
