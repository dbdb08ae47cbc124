/** Rows as PostgREST sends them; the database's types, not ours. */
export type PlanRow = {
  id: string
  name: string
  description: string | null
  rank: number
  entitlements: string[]
  app_store_product_id: string | null
}

export type EntitlementRow = {
  entitlement: string
  store: 'stripe' | 'app_store' | 'grant'
  plan_id: string | null
  status: string
  period_type: 'trial' | 'intro' | 'normal'
  will_renew: boolean
  expires_at: string | null
  access_ends_at: string | null
}

export type SubscriptionRow = {
  store: 'stripe' | 'app_store'
  status: string
  plan_id: string | null
  /** The plan that begins with the next period; null = the same one. */
  next_plan_id: string | null
  expires_at: string
  ownership: 'purchased' | 'family_shared'
  /** The App Store's question whether a higher price is agreed to; null = it asks nothing. */
  price_consent: 'pending' | 'accepted' | null
  /** What the next renewal costs, in minor units; null = not known. */
  renewal_price: number | null
  currency: string | null
}

/** What is bought once and kept. */
export type ExtraRow = {
  id: string
  name: string
  description: string
  entitlements: string[]
  /** null = not for sale in the App Store. */
  app_store_product_id: string | null
}

export type RefundConsentRow = { consented: boolean }

/** What an unpaid invoice of Stripe waits for: another card, the bank's question, or nothing of the user's. */
export type InvoiceRow = {
  invoice_id: string
  billing_reason: string | null
  needs: 'payment_method' | 'action' | null
}

export type LessonPreviewRow = {
  slug: string
  title: string
  summary: string
  required_entitlement: string | null
}

export type LessonRow = { slug: string; body: string }

export type PurchaseOptionRow = {
  store: string
  plan_id: string
  allowed: boolean
  code: string | null
  message: string | null
  /** Whether this person may still have a free trial; the App Store has to agree. */
  trial_allowed: boolean
}

/** The answer to "may the purchase sheet open". */
export type PurchasePermissionRow = { allowed: boolean; code: string | null; message: string | null }

/** One of two or more subscriptions that are charged at once. */
export type DoublePaymentRow = {
  store: 'stripe' | 'app_store'
  plan_id: string
  expires_at: string
  is_kept: boolean
  advice: string
}
