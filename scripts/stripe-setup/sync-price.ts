import type Stripe from 'stripe'
import type { SoldPlan } from './read-plans.ts'
import type { Step } from './step.ts'

/**
 * The price that new subscribers pay, found by its lookup key. An amount cannot be changed: a new price takes the key
 * over and the old one is archived, which leaves who pays it already at what they agreed to
 * (https://docs.stripe.com/products-prices/manage-prices#lookup-keys).
 */
export async function syncPrice(stripe: Stripe, plan: SoldPlan): Promise<Step> {
  const subject = `price ${plan.stripe_lookup_key}`
  const { data } = await stripe.prices.list({ lookup_keys: [plan.stripe_lookup_key], limit: 1 })
  const old = data[0]
  if (old?.active && isPriceOf(plan, old)) return { subject, outcome: 'unchanged' }
  const price = await stripe.prices.create({
    product: plan.stripe_product_id,
    currency: plan.currency,
    unit_amount: plan.amount,
    recurring: { interval: plan.interval },
    lookup_key: plan.stripe_lookup_key,
    ...(old && { transfer_lookup_key: true }),
    metadata: { plan_id: plan.id },
  })
  const sold = `${plan.amount} ${plan.currency} a ${plan.interval}`
  if (!old) return { subject, outcome: 'created', note: sold }
  if (old.active) await archivePrice(stripe, old, price)
  return { subject, outcome: 'updated', note: `${sold}; ${old.id} is archived` }
}

/** Stripe keeps the default price of a product from being archived. */
async function archivePrice(stripe: Stripe, old: Stripe.Price, successor: Stripe.Price): Promise<void> {
  const product = await stripe.products.retrieve(productOf(old))
  if (product.default_price === old.id) await stripe.products.update(product.id, { default_price: successor.id })
  await stripe.prices.update(old.id, { active: false })
}

function isPriceOf(plan: SoldPlan, price: Stripe.Price): boolean {
  return (
    productOf(price) === plan.stripe_product_id &&
    price.unit_amount === plan.amount &&
    price.currency === plan.currency &&
    price.recurring?.interval === plan.interval &&
    price.recurring.interval_count === 1
  )
}

function productOf({ product }: Stripe.Price): string {
  return typeof product === 'string' ? product : product.id
}
