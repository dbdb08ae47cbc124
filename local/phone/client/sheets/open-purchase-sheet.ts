import { actionButton } from '../view/action-button.ts'
import { brandMark } from '../view/brand-mark.ts'
import { type Child, element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'
import { openSheet, type Sheet } from '../view/open-sheet.ts'

/** What is bought, in the words of the payment sheet. */
export type PurchaseTerms = { name: string; kind: string; price: string; footnote: string }

export type PurchaseSheetOptions = {
  terms: PurchaseTerms
  appleAccount: string
  /** Pays, and answers with what happens after the sheet is closed. */
  onConfirm: () => Promise<() => void>
  /** The sheet was closed and nothing is being paid. */
  onCancel: () => void
}

/** The App Store's payment sheet. On a real phone it belongs to iOS; the app only learns what came of it. */
export function openPurchaseSheet({ terms, appleAccount, onConfirm, onCancel }: PurchaseSheetOptions): void {
  let isConfirmed = false
  const render = (sheet: Sheet): Child[] => [
    element(
      'div',
      { class: 'purchase' },
      element('span', { class: 'app-icon small' }, brandMark()),
      element(
        'div',
        {},
        element('p', { class: 'row-title' }, terms.name),
        element('p', { class: 'quiet' }, terms.kind),
      ),
    ),
    group(null, [factRow('Price', terms.price), factRow('Account', appleAccount)], terms.footnote),
    element(
      'div',
      { class: 'stack' },
      actionButton('Confirm purchase', 'filled', async () => {
        isConfirmed = true
        const afterwards = await onConfirm()
        sheet.close()
        afterwards()
      }),
      actionButton('Cancel', 'plain', sheet.close),
    ),
  ]
  // By the button, the Escape key or a tap beside it.
  openSheet('App Store', render, () => isConfirmed || onCancel())
}
