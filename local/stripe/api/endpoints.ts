import { catalogEndpoints } from './catalog-endpoints.ts'
import { checkoutEndpoints } from './checkout-endpoints.ts'
import { customerEndpoints } from './customer-endpoints.ts'
import type { Endpoint } from './endpoint.ts'
import { invoiceEndpoints } from './invoice-endpoints.ts'
import { paymentIntentEndpoints } from './payment-intent-endpoints.ts'
import { paymentMethodEndpoints } from './payment-method-endpoints.ts'
import { portalEndpoints } from './portal-endpoints.ts'
import { recordEndpoints } from './record-endpoints.ts'
import { subscriptionEndpoints } from './subscription-endpoints.ts'

export const endpoints: readonly Endpoint[] = [
  ...catalogEndpoints,
  ...checkoutEndpoints,
  ...customerEndpoints,
  ...invoiceEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodEndpoints,
  ...portalEndpoints,
  ...recordEndpoints,
  ...subscriptionEndpoints,
]
