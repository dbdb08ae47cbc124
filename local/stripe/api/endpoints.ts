import { accountEndpoints } from './account-endpoints.ts'
import { customerSessionEndpoints } from './customer-session-endpoints.ts'
import { disputeEndpoints } from './dispute-endpoints.ts'
import { paymentMethodDomainEndpoints } from './payment-method-domain-endpoints.ts'
import { portalConfigurationEndpoints } from './portal-configuration-endpoints.ts'
import { refundEndpoints } from './refund-endpoints.ts'
import { setupIntentEndpoints } from './setup-intent-endpoints.ts'
import { webhookEndpointEndpoints } from './webhook-endpoint-endpoints.ts'
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
  ...accountEndpoints,
  ...customerSessionEndpoints,
  ...disputeEndpoints,
  ...paymentMethodDomainEndpoints,
  ...portalConfigurationEndpoints,
  ...refundEndpoints,
  ...setupIntentEndpoints,
  ...webhookEndpointEndpoints,
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
