import Stripe from 'stripe'
import type { SoldPlan } from './read-plans.ts'
import type { Step } from './step.ts'

/** One product per plan, with the id by which the database knows it: subscriptions to it give the plan at any price. */
export async function syncProduct(stripe: Stripe, plan: SoldPlan): Promise<Step> {
  const subject = `product ${plan.stripe_product_id}`
  const wanted = { name: `Tandem ${plan.name}`, description: plan.description, active: true }
  const found = await findProduct(stripe, plan.stripe_product_id)
  if (!found) {
    const { active: _byDefault, ...described } = wanted
    await stripe.products.create({ id: plan.stripe_product_id, ...described, metadata: { plan_id: plan.id } })
    return { subject, outcome: 'created' }
  }
  const isSame = found.name === wanted.name && found.description === wanted.description && found.active
  if (isSame) return { subject, outcome: 'unchanged' }
  await stripe.products.update(found.id, wanted)
  return { subject, outcome: 'updated', note: `${wanted.name}, for sale` }
}

async function findProduct(stripe: Stripe, id: string): Promise<Stripe.Product | null> {
  try {
    return await stripe.products.retrieve(id)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null
    throw error
  }
}
