import { html } from 'hono/html'
import type Stripe from 'stripe'
import type { SimulatorState } from '../../state/simulator-state.ts'
import { toMoney } from './formats.ts'
import { renderButton, renderTable } from './render-table.ts'

export function renderDisputes(state: SimulatorState) {
  const rows = Object.values(state.disputes)
    .reverse()
    .map((dispute) => [
      dispute.id,
      String(dispute.charge),
      toMoney(dispute.amount, dispute.currency),
      dispute.status,
      ['won', 'lost', 'warning_closed', 'prevented'].includes(dispute.status) ? 'closed' : renderOutcomes(dispute),
    ])
  return renderTable('disputes', ['Dispute', 'Charge', 'Amount', 'Status', 'Do'], rows)
}

/** An inquiry cannot be won or lost; it only closes. */
function renderOutcomes({ id, status }: Stripe.Dispute) {
  const outcomes = status.startsWith('warning_')
    ? [['warning_closed', 'Close']]
    : [
        ['won', 'Win'],
        ['lost', 'Lose'],
      ]
  return html`<div class="row">${outcomes.map(([outcome = '', label = '']) =>
    renderButton(`/disputes/${id}/close`, label, id, { outcome }),
  )}</div>`
}
