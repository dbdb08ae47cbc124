import { html } from 'hono/html'
import { formatPrice } from '../format-price.ts'
import type { SubscriptionDescription } from '../routes/describe-store.ts'
import { formatTime } from './format-time.ts'
import { productName } from './view.ts'

const SHOWN = 12

type Transaction = SubscriptionDescription['transactions'][number]

/** The newest periods of a subscription. */
export function transactionsTable({ apple_account, transactions }: SubscriptionDescription) {
  const newestFirst = transactions.slice(-SHOWN).reverse()
  return html`<div class="scroll" role="region" aria-label="Transactions of ${apple_account}" tabindex="0"><table>
    <thead><tr><th scope="col">Id</th><th scope="col">Product</th><th scope="col">From</th><th scope="col">To</th>
      <th scope="col">Paid</th><th scope="col">State</th></tr></thead>
    <tbody>${newestFirst.map(row)}</tbody>
  </table></div>`
}

function row(transaction: Transaction) {
  return html`<tr>
  <td>${transaction.transaction_id}</td>
  <td>${productName(transaction.product_id)}</td>
  <td>${formatTime(transaction.purchased_at)}</td>
  <td>${transaction.expires_at ? formatTime(transaction.expires_at) : 'for good'}</td>
  <td>${formatPrice(transaction.price_milliunits, transaction.currency)}</td>
  <td>${describeState(transaction)}</td>
</tr>`
}

function describeState({ revoked_at, is_upgraded, is_finished }: Transaction): string {
  if (revoked_at) return 'refunded'
  if (is_upgraded) return 'replaced by an upgrade'
  return is_finished ? 'finished' : 'not finished'
}
