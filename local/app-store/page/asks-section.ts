import { html } from 'hono/html'
import { actionButton } from './form-parts.ts'
import { formatTime } from './format-time.ts'
import { pageSection } from './page-section.ts'
import { productName, takeNewest, type View } from './view.ts'

type Ask = View['store']['pending_purchases'][number]

/** What children asked for, and what parents say. */
export function asksSection(view: View) {
  const words = { id: 'asks', title: 'Waiting for a parent', empty: 'Nobody waits for a parent.' }
  return pageSection(words, takeNewest(view.store.pending_purchases, view), card)
}

function card({ apple_account: account, product_id: product, asked_at }: Ask) {
  const about = `${productName(product)}, ${account}`
  return html`<article class="card">
  <h3>${productName(product)} · ${account}</h3>
  <p class="quiet">Asked ${formatTime(asked_at)}</p>
  <div class="row">
    ${actionButton('/page/asks', 'Approve', about, { account, product, answer: 'approve' })}
    ${actionButton('/page/asks', 'Decline', about, { account, product, answer: 'decline' })}
  </div>
</article>`
}
