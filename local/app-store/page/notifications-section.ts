import { html } from 'hono/html'
import type { NotificationDescription } from '../routes/describe-store.ts'
import { formatTime } from './format-time.ts'
import type { View } from './view.ts'

const SHOWN = 50

export function notificationsSection(view: View) {
  const newestFirst = choose(view).slice(-SHOWN).reverse()
  return html`<section aria-labelledby="notifications">
  <h2 id="notifications">Notifications</h2>
  ${
    newestFirst.length === 0
      ? html`<p class="card quiet">None so far.</p>`
      : html`<div class="card scroll" role="region" aria-label="Log of notifications" tabindex="0"><table>
    <thead><tr><th scope="col">Type</th><th scope="col">Signed</th><th scope="col">Delivery</th><th scope="col">Again</th></tr></thead>
    <tbody>${newestFirst.map(row)}</tbody>
  </table></div>`
  }
</section>`
}

function choose({ store, account }: View): NotificationDescription[] {
  if (account === null) return store.notifications
  const subscriptions = store.subscriptions.filter((one) => one.apple_account === account)
  const purchases = store.purchases.filter((one) => one.apple_account === account)
  const ids = new Set([
    ...subscriptions.map((one) => one.original_transaction_id),
    ...purchases.map((one) => one.transaction_id),
  ])
  return store.notifications.filter((one) => ids.has(one.original_transaction_id ?? ''))
}

function row(notification: NotificationDescription) {
  const name = [notification.type, notification.subtype].filter(Boolean).join(' / ')
  const when = formatTime(notification.signed_at)
  return html`<tr id="n${notification.notification_uuid}">
  <td>${name}</td>
  <td>${when}</td>
  <td class="${notification.is_delivered ? 'good' : 'bad'}">${describeDelivery(notification)}</td>
  <td><form method="post" action="/page/notifications/${notification.notification_uuid}/resend">
    <button aria-label="Send again: ${name}, ${when}">Send again</button></form></td>
</tr>`
}

function describeDelivery({ is_delivered, attempts, next_attempt_at }: NotificationDescription): string {
  const last = attempts.at(-1)
  if (!last) return 'Waiting'
  if (last.outcome === 'lost') return 'Lost on the way'
  const tries = attempts.length === 1 ? 'first attempt' : `attempt ${attempts.length}`
  if (is_delivered) return `Delivered (${last.outcome}, ${tries})`
  return next_attempt_at ? `${last.outcome}, ${tries}; will try again` : `${last.outcome}, ${tries}; given up`
}
