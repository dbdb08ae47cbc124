import type Stripe from 'stripe'
import { newId } from './new-id.ts'

type Configuration = Stripe.BillingPortal.Configuration

/** A portal in which nothing is switched on. Only the dashboard makes a configuration the default one. */
export function buildPortalConfiguration(isDefault: boolean, created: number): Configuration {
  return {
    id: newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: null,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: created,
  }
}

/** What an account has switched on that saved the dashboard's page once, as it was shown. */
export function buildDefaultPortalConfiguration(created: number): Configuration {
  const { features, ...rest } = buildPortalConfiguration(true, created)
  return {
    ...rest,
    features: {
      ...features,
      customer_update: { allowed_updates: ['email', 'address', 'shipping', 'phone', 'tax_id'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: null },
      subscription_cancel: { ...features.subscription_cancel, enabled: true },
    },
  }
}
