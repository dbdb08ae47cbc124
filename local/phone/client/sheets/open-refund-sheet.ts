import type { Phone } from '../phone.ts'
import type { RefundReason } from '../store/store-types.ts'
import { actionButton } from '../view/action-button.ts'
import { choiceList } from '../view/choice-list.ts'
import { element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'
import { openSheet } from '../view/open-sheet.ts'
import { toSentence } from '../wire/api-error.ts'

const REASONS: Record<RefundReason, string> = {
  UNINTENDED_PURCHASE: 'I did not mean to buy this',
  FULFILLMENT_ISSUE: 'I did not get what I paid for',
  UNSATISFIED_WITH_PURCHASE: 'It is not what I expected',
  LEGAL: 'For a legal reason',
  OTHER: 'Something else',
}

export type Refundable = { transactionId: string; name: string; bought: string }

/** What `transaction.beginRefundRequest(in:)` shows: Apple's sheet, and Apple's decision. */
export function openRefundSheet(phone: Phone, { transactionId, name, bought }: Refundable): void {
  openSheet('Refund from Apple', (sheet) => {
    const problem = element('p', { class: 'error', role: 'alert' })
    const reasons = choiceList<RefundReason>(
      'Why?',
      ['UNINTENDED_PURCHASE', 'FULFILLMENT_ISSUE', 'UNSATISFIED_WITH_PURCHASE', 'LEGAL', 'OTHER'],
      REASONS,
    )
    const send = actionButton('Request refund', 'filled', async () => {
      problem.textContent = ''
      try {
        await phone.storeKit.requestRefund(transactionId, reasons.chosen())
      } catch (error) {
        problem.textContent = toSentence(error)
        return
      }
      sheet.close()
      phone.notify('done', 'Apple has your request, and decides within a day or two.')
    })
    return [
      group(null, [factRow('Purchase', name), factRow('Bought', bought)]),
      reasons.node,
      problem,
      element('div', { class: 'stack' }, send, actionButton('Cancel', 'plain', sheet.close)),
    ]
  })
}
