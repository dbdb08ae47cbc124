import { html } from 'hono/html'
import { REFUND_REASONS } from '../routes/create-account-routes.ts'
import { type Choice, choiceField, hiddenFields, submitButton } from './form-parts.ts'
import type { View } from './view.ts'

const REASON_CHOICES = REFUND_REASONS.map((reason): Choice => [reason, toWords(reason)])

type RefundRequest = View['store']['refund_requests'][number]

/** The request that waits for Apple's decision, if there is one among these transactions. */
export function findOpenRequest({ store }: View, transactionIds: readonly string[]): RefundRequest | undefined {
  return store.refund_requests.find((one) => one.decision === null && transactionIds.includes(one.transaction_id))
}

export function describeRequest(request: RefundRequest): string {
  const answer = request.answer ? 'the app answered' : 'the app has not answered'
  return `Money back asked for (${toWords(request.reason).toLowerCase()}); ${answer}.`
}

export function refundRequestForm(account: string, transaction: string, about: string) {
  return html`<div class="row"><form method="post" action="/page/refund-requests">
    ${hiddenFields({ account, transaction })}
    ${choiceField('reason', 'Reason', REASON_CHOICES)}
    ${submitButton('Ask for money back', about)}
  </form></div>`
}

function toWords(reason: string): string {
  return reason[0] + reason.slice(1).toLowerCase().replaceAll('_', ' ')
}
