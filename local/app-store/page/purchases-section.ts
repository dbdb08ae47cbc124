import { html } from 'hono/html'
import { formatPrice } from '../format-price.ts'
import type { PurchaseDescription } from '../routes/describe-store.ts'
import type { PurchaseAction } from '../routes/subscription-actions.ts'
import { actionButton } from './form-parts.ts'
import { formatTime } from './format-time.ts'
import { pageSection } from './page-section.ts'
import { describeRequest, findOpenRequest, refundRequestForm } from './refund-parts.ts'
import { productName, takeNewest, type View } from './view.ts'

export function purchasesSection(view: View) {
  const words = { id: 'purchases', title: 'One-time purchases', empty: 'Nothing was bought for good yet.' }
  return pageSection(words, takeNewest(view.store.purchases, view), (purchase) => card(view, purchase))
}

function card(view: View, purchase: PurchaseDescription) {
  const { transaction_id: id, apple_account: account, product_id, revoked_at } = purchase
  const about = `${productName(product_id)}, ${account}`
  const request = findOpenRequest(view, [id])
  const button = (action: PurchaseAction, label: string) =>
    actionButton(`/page/purchases/${id}/${action}`, label, about)
  const price = formatPrice(purchase.price_milliunits, purchase.currency)
  return html`<article class="card" id="p${id}" aria-labelledby="pt${id}">
  <h3 id="pt${id}">${productName(product_id)} · ${account}</h3>
  <p><span class="state ${revoked_at ? 'bad' : 'good'}">${revoked_at ? 'Refunded' : 'Owned'}</span>,
    bought ${formatTime(purchase.purchased_at)} for ${price}</p>
  ${request ? html`<p>${describeRequest(request)}</p>` : ''}
  <p class="quiet">${id} · for ${purchase.app_account_token ?? 'nobody known'}</p>
  <div class="row">
    ${revoked_at ? button('reverse-refund', 'Take refund back') : button('refund', 'Refund')}
    ${request ? button('decline-refund', 'Decline refund') : ''}
  </div>
  ${
    revoked_at || request
      ? ''
      : html`<details><summary>More<span class="hidden"> for ${about}</span></summary>
    ${refundRequestForm(account, id, about)}</details>`
  }
</article>`
}
