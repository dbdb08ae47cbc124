import type Stripe from 'stripe'
import { randomLetters } from './new-id.ts'

type ElementParams = Stripe.CustomerSessionCreateParams.Components.PaymentElement
type ElementFeatures = Stripe.CustomerSession.Components.PaymentElement.Features

const livesSeconds = 1800

/** What the browser may see of a customer and do for them, for half an hour. */
export function buildCustomerSession(
  customer: string,
  element: ElementParams | undefined,
  created: number,
): Stripe.CustomerSession {
  const off = { enabled: false }
  return {
    object: 'customer_session',
    client_secret: `cuss_secret_${randomLetters(40)}`,
    components: {
      active_entitlements: off,
      buy_button: off,
      customer_portal: off,
      customer_sheet: { ...off, features: null },
      mobile_payment_element: { ...off, features: null },
      payment_element: element?.enabled
        ? { enabled: true, features: { ...defaultFeatures, ...element.features } }
        : { ...off, features: null },
      pricing_table: off,
    },
    created,
    customer,
    customer_account: null,
    expires_at: created + livesSeconds,
    livemode: false,
  }
}

// Unasked, nothing is offered that the customer did not agree to (https://docs.stripe.com/api/customer_sessions/create).
const defaultFeatures: ElementFeatures = {
  payment_method_allow_redisplay_filters: ['always'],
  payment_method_redisplay: 'disabled',
  payment_method_redisplay_limit: 3,
  payment_method_remove: 'disabled',
  payment_method_save: 'disabled',
  payment_method_save_usage: null,
}
