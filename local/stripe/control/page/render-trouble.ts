import { html } from 'hono/html'
import type { StripeControl } from '../create-control.ts'
import { renderSelect } from './render-table.ts'

/** What goes wrong next: one form each, showing what is set. */
export function renderTrouble(control: StripeControl) {
  const { nextPayment, failure } = control.readFaults()
  const { fault, remaining } = control.readTrouble()
  const isOn = failure !== null && failure.count > 0
  return html`<div class="forms">
<form method="post" action="/next-payment"><label>Next payment
${renderSelect('outcome', payments, nextPayment ?? '')}</label><button>Set payment</button></form>
<form method="post" action="/webhooks"><label>Webhooks
${renderSelect('fault', webhooks, remaining === 0 ? '' : (fault ?? ''))}</label>
<label>Events <input name="count" type="number" min="1" placeholder="all" value="${remaining || ''}"></label>
<button>Set webhooks</button></form>
<form method="post" action="/api-failure"><label>API
${renderSelect('status', answers, isOn ? String(failure.status) : '')}</label>
<label>Requests <input name="count" type="number" min="1" value="${isOn ? failure.count : 1}"></label>
<label>When ${renderSelect('when', moments, failure?.when ?? 'before')}</label><button>Set API</button></form>
<form method="post" action="/settings"><label>After the last retry
${renderSelect('after_last_retry', endings, control.readState().afterRetries)}</label><button>Set ending</button></form>
</div>`
}

type Options = [value: string, label: string][]

const payments: Options = [
  ['', 'as its card says'],
  ['decline', 'is declined'],
  ['authenticate', 'asks for 3-D Secure'],
  ['process', 'stays in processing'],
]
const webhooks: Options = [
  ['', 'arrive'],
  ['delay', 'are delayed'],
  ['double', 'come twice'],
  ['reorder', 'come in the wrong order'],
  ['drop', 'are lost'],
]
const answers: Options = [
  ['', 'answers'],
  ['429', '429, too many requests'],
  ['500', '500, a fault at Stripe'],
  ['dropped', 'drops the connection'],
]
const moments: Options = [
  ['before', 'before anything is done'],
  ['after', 'with the work done'],
]
const endings: Options = [
  ['cancel', 'cancel the subscription'],
  ['unpaid', 'leave it unpaid'],
  ['past_due', 'leave it past due'],
]
