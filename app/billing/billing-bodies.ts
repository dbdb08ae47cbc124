type Nothing = Record<string, never>

/** What each route of the `billing` function is sent. No id of Stripe that is not the reader's own is ever trusted there. */
export type BillingBodies = {
  subscribe: { plan_id: string; trial?: boolean; promotion_code?: string }
  refresh: Nothing
  session: Nothing
  promotion: { plan_id: string; promotion_code: string }
  cancel: { feedback?: string; comment?: string }
  resume: Nothing
  'preview-change': { plan_id: string }
  'change-plan': { plan_id: string; proration_date?: number }
  'keep-plan': Nothing
  'cards/add': Nothing
  'cards/finish': { setup_intent_id: string }
  'cards/default': { payment_method_id: string }
  'cards/remove': { payment_method_id: string }
  'invoices/payment': { invoice_id?: string }
  'invoices/pay': { invoice_id: string; payment_method_id: string }
  'invoices/finish': { invoice_id: string }
  portal: Nothing
  'extras/buy': { extra_id: string; save_card: 'no' | 'on_session' | 'off_session' }
}
