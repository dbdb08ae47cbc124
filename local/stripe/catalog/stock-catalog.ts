import { buildDefaultPortalConfiguration } from '../objects/build-portal-configuration.ts'
import { buildPrice } from '../objects/build-price.ts'
import { buildProduct } from '../objects/build-product.ts'
import type { SimulatorState } from '../state/simulator-state.ts'

// The same two plans that the database is seeded with; it finds them by product id and by lookup key.
const plans = [
  { name: 'Standard', product: 'tandem_standard', lookupKey: 'tandem_standard_monthly', amount: 990 },
  { name: 'Premium', product: 'tandem_premium', lookupKey: 'tandem_premium_monthly', amount: 1590 },
]

/** What somebody has already set up in the dashboard: two plans, and the customer portal. */
export function stockCatalog(state: SimulatorState, created: number): void {
  if (Object.keys(state.portalConfigurations).length === 0) {
    const portal = buildDefaultPortalConfiguration(created)
    state.portalConfigurations[portal.id] = portal
  }
  for (const plan of plans) {
    const priceId = `price_${plan.lookupKey}`
    if (state.prices[priceId]) continue
    const { product, lookupKey, amount } = plan
    state.products[product] = buildProduct({
      id: product,
      name: `Tandem ${plan.name}`,
      description: `${plan.name}, billed monthly`,
      price: priceId,
      created,
    })
    const currency = 'sgd'
    state.prices[priceId] = buildPrice({
      id: priceId,
      product,
      lookupKey,
      amount,
      currency,
      interval: 'month',
      created,
    })
  }
}
