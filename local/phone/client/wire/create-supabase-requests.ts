import { createAccountRequests } from './create-account-requests.ts'
import { createAuthRequests } from './create-auth-requests.ts'
import { createRequestBuilders, type SupabaseTarget } from './create-request-builders.ts'

export type SupabaseRequests = ReturnType<typeof createSupabaseRequests>

/** Every request of the app, exactly as supabase-swift's `auth`, `from`, `rpc` and `functions` would make it. */
export function createSupabaseRequests(target: SupabaseTarget) {
  const builders = createRequestBuilders(target)
  const { rest, invoke } = builders

  return {
    ...createAuthRequests(builders, target),
    ...createAccountRequests(builders),

    readPlans: (token: string | null) => rest('GET', 'plans?select=*&order=rank.asc.nullslast', token),
    readEntitlements: (token: string) => rest('GET', 'entitlements?select=*', token),
    readSubscriptions: (token: string) => rest('GET', 'subscriptions?select=*', token),
    readExtras: (token: string | null) => rest('GET', 'extras?select=*', token),
    readRefundConsent: (token: string) => rest('GET', 'refund_consents?select=*', token),
    readOpenInvoices: (token: string) => rest('GET', 'invoices?select=*&status=eq.open', token),
    readLessonPreviews: (token: string | null) =>
      rest('GET', 'lesson_previews?select=*&order=position.asc.nullslast', token),
    readLesson: (slug: string, token: string | null) =>
      rest('GET', `lessons?select=*&slug=eq.${encodeURIComponent(slug)}`, token),
    // `rpc` without parameters has no body.
    readPurchaseOptions: (token: string) => rest('POST', 'rpc/purchase_options', token),
    readDoublePayments: (token: string) => rest('POST', 'rpc/double_payments', token),
    beginPurchase: (planId: string, token: string) =>
      rest('POST', 'rpc/begin_app_store_purchase', token, { plan_id: planId }),
    endPurchase: (token: string) => rest('POST', 'rpc/end_app_store_purchase', token),
    beginExtra: (extraId: string, token: string) =>
      rest('POST', 'rpc/begin_app_store_extra', token, { extra_id: extraId }),
    readWebPurchaseRule: (storefront: string, token: string | null) =>
      rest('POST', 'rpc/web_purchase_rule', token, { storefront }),
    setRefundConsent: (consented: boolean, token: string) =>
      rest('POST', 'rpc/set_refund_consent', token, { consented }),

    /** What was bought once has no renewal info. */
    handInTransaction: (signedTransaction: string, signedRenewalInfo: string | null, token: string) =>
      invoke('app-store-transactions', token, {
        signed_transaction: signedTransaction,
        signed_renewal_info: signedRenewalInfo ?? undefined,
      }),
    askForOffer: (planId: string, signedAppTransaction: string, token: string) =>
      invoke('app-store-transactions/offer', token, {
        plan_id: planId,
        signed_app_transaction: signedAppTransaction,
      }),
  }
}
