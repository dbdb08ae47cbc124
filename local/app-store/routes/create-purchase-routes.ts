import { Hono } from 'hono'
import { z } from 'zod'
import { PRODUCTS, SUBSCRIPTION_GROUP } from '../catalogue.ts'
import { formatPrice } from '../format-price.ts'
import { StoreError } from '../store-error.ts'
import { buyProduct, type Sale } from '../subscriptions/buy-product.ts'
import { appleAccountSchema } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { readJson } from './read-json.ts'
import { signPair } from './sign-pair.ts'

const purchaseSchema = z.strictObject({
  apple_account: appleAccountSchema,
  product_id: z.string(),
  // Apple drops a token that is not a UUID without a word; here it is an error that somebody notices.
  app_account_token: z.guid().toLowerCase().nullish(),
})

const finishSchema = z.strictObject({ transaction_id: z.string() })

/** `Product.products(for:)`, `product.purchase(options:)` and `transaction.finish()`. */
export function createPurchaseRoutes(parts: StoreKitParts): Hono {
  const change = createChange(parts)
  const routes = new Hono()

  routes.get('/products', (context) => context.json({ products: PRODUCTS.map(describeProduct) }))

  routes.post('/purchase', async (context) => {
    const input = await readJson(context, purchaseSchema)
    const order = {
      appleAccount: input.apple_account,
      productId: input.product_id,
      appAccountToken: input.app_account_token ?? null,
    }
    const sale = change((now) => buyProduct(parts.store, order, now))
    return context.json({
      outcome: sale.outcome,
      ...(await signPair(parts, sale.subscription, sale.transaction)),
      pending_change: toPendingChange(sale),
    })
  })

  routes.post('/finish', async (context) => {
    const { transaction_id } = await readJson(context, finishSchema)
    const transaction = parts.store.state.transactions.find((one) => one.transactionId === transaction_id)
    if (!transaction) throw new StoreError('transaction_not_found', 'There is no such transaction.', 404)
    change(() => {
      transaction.isFinished = true
    })
    return context.json({ finished: true })
  })

  return routes
}

function describeProduct(product: (typeof PRODUCTS)[number]) {
  return {
    product_id: product.productId,
    display_name: product.displayName,
    description: product.description,
    display_price: formatPrice(product.priceMilliunits, product.currency),
    price_milliunits: product.priceMilliunits,
    currency: product.currency,
    subscription_period: 'P1M',
    subscription_group_id: SUBSCRIPTION_GROUP.id,
    group_level: product.level,
  }
}

/** A lower level is not bought now: it begins when the paid month ends. */
function toPendingChange({ outcome, subscription }: Sale) {
  if (outcome !== 'change_pending') return null
  return {
    auto_renew_product_id: subscription.autoRenewProductId,
    starts_at: new Date(subscription.expiresAt).toISOString(),
  }
}
