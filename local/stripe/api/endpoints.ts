import { accountEndpoints } from './account-endpoints.ts'
import { balanceEndpoints } from './balance-endpoints.ts'
import { catalogEndpoints } from './catalog-endpoints.ts'
import { checkoutEndpoints } from './checkout-endpoints.ts'
import { couponEndpoints } from './coupon-endpoints.ts'
import { customerEndpoints } from './customer-endpoints.ts'
import { customerSessionEndpoints } from './customer-session-endpoints.ts'
import { disputeEndpoints } from './dispute-endpoints.ts'
import type { Endpoint } from './endpoint.ts'
import { invoiceEndpoints } from './invoice-endpoints.ts'
import { invoiceItemEndpoints } from './invoice-item-endpoints.ts'
import { paymentIntentEndpoints } from './payment-intent-endpoints.ts'
import { paymentMethodDomainEndpoints } from './payment-method-domain-endpoints.ts'
import { paymentMethodEndpoints } from './payment-method-endpoints.ts'
import { portalConfigurationEndpoints } from './portal-configuration-endpoints.ts'
import { portalEndpoints } from './portal-endpoints.ts'
import { promotionCodeEndpoints } from './promotion-code-endpoints.ts'
import { recordEndpoints } from './record-endpoints.ts'
import { refundEndpoints } from './refund-endpoints.ts'
import { scheduleEndpoints } from './schedule-endpoints.ts'
import { setupIntentEndpoints } from './setup-intent-endpoints.ts'
import { subscriptionEndpoints } from './subscription-endpoints.ts'
import { testClockEndpoints } from './test-clock-endpoints.ts'
import { webhookEndpointEndpoints } from './webhook-endpoint-endpoints.ts'

export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...balanceEndpoints,
  ...catalogEndpoints,
  ...checkoutEndpoints,
  ...couponEndpoints,
  ...customerEndpoints,
  ...customerSessionEndpoints,
  ...disputeEndpoints,
  ...invoiceEndpoints,
  ...invoiceItemEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodDomainEndpoints,
  ...paymentMethodEndpoints,
  ...portalConfigurationEndpoints,
  ...portalEndpoints,
  ...promotionCodeEndpoints,
  ...recordEndpoints,
  ...refundEndpoints,
  ...scheduleEndpoints,
  ...setupIntentEndpoints,
  ...subscriptionEndpoints,
  ...testClockEndpoints,
  ...webhookEndpointEndpoints,
]
