import { formatDate } from '../data/format-date.ts'
import type { Phone, Screen } from '../phone.ts'
import { openRefundSheet, type Refundable } from '../sheets/open-refund-sheet.ts'
import { readTransaction } from '../store/read-transaction.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { group, tapRow } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { switchRow } from '../view/switch-row.ts'
import { tellProblem } from './confirm-purchase.ts'

const CONSENT =
  'Apple may ask us how much of a purchase was used, before it decides. With your consent we answer: whether it was ' +
  'delivered, what share of the paid time has passed, and what we would prefer. Without it we answer nothing. You can ' +
  'change this at any time.'

/** A refund of the App Store is Apple's to give; ours is only the answer to its question, with the user's consent. */
export function refundScreen(phone: Phone): Screen {
  const loaded = loadInto(
    phone,
    () => Promise.all([readRefundables(phone), phone.billing.readRefundConsent()]),
    ([refundables, consents]) => render(phone, refundables, consents),
  )
  return {
    heading: 'Request a refund',
    tab: 'Home',
    back: { label: 'Home', go: () => phone.openTab('Home') },
    content: [element('p', { class: 'lead' }, 'Apple sold it, and Apple decides about the refund.'), loaded.node],
    refresh: loaded.reload,
  }
}

/** `Transaction.currentEntitlements`: what is not refunded yet, and not somebody else's in the family. */
async function readRefundables({ storeKit }: Phone): Promise<Refundable[]> {
  const [transactions, products] = await Promise.all([storeKit.currentEntitlements(), storeKit.products()])
  return transactions
    .map(({ transaction_id, transaction }) => ({ transactionId: transaction_id, ...readTransaction(transaction) }))
    .filter(({ isFamilyShared }) => !isFamilyShared)
    .map(({ transactionId, productId, purchasedAt }) => ({
      transactionId,
      name: products.find((product) => product.product_id === productId)?.display_name ?? productId,
      bought: formatDate(purchasedAt.toISOString()),
    }))
}

function render(phone: Phone, refundables: Refundable[], consents: boolean): Child[] {
  return [
    refundables.length === 0
      ? element('p', { class: 'card hint' }, `${phone.storeKit.appleAccount()} has nothing that could be refunded.`)
      : group(
          'What you bought',
          refundables.map((refundable) => refundableRow(phone, refundable)),
        ),
    group('Your consent', [switchRow('Tell Apple how much I used', consents, (isOn) => consent(phone, isOn))], CONSENT),
  ]
}

function refundableRow(phone: Phone, refundable: Refundable): HTMLElement {
  return tapRow(
    () => openRefundSheet(phone, refundable),
    element(
      'span',
      { class: 'row-text' },
      element('span', { class: 'row-title' }, refundable.name),
      element('span', { class: 'row-summary' }, `Bought on ${refundable.bought}`),
    ),
    icon('chevron'),
  )
}

async function consent(phone: Phone, isOn: boolean): Promise<boolean> {
  try {
    await phone.billing.setRefundConsent(isOn)
    return true
  } catch (error) {
    tellProblem(phone, error)
    return false
  }
}
