import { describeDoublePayment } from '../data/describe-double-payment.ts'
import type { DoublePaymentRow, PlanRow } from '../data/rows.ts'
import { element } from '../view/element.ts'

/** Both stores charge the same person: what to keep, what to cancel and where. */
export function doublePaymentCard(rows: DoublePaymentRow[], plans: PlanRow[]): HTMLElement {
  return element(
    'section',
    { class: 'card warning-card', 'aria-labelledby': 'double-payment' },
    element('h2', { id: 'double-payment' }, 'You pay twice'),
    element('ul', {}, ...rows.map((row) => line(row, plans))),
  )
}

function line(row: DoublePaymentRow, plans: PlanRow[]): HTMLElement {
  const { paid, advice } = describeDoublePayment(row, plans)
  return element('li', {}, paid, ' ', element('strong', {}, advice))
}
