/**
 * What supabase-swift 2.55.1 sends for each call that the app makes, taken from its sources and its request snapshots
 * (Tests/AuthTests/__Snapshots__/RequestsTests, PostgrestQueryBuilder, FunctionsClient). `KEY` and `TOKEN` stand for the
 * publishable key and the user's access token. Header names are compared without regard to case.
 */
export type SwiftRequest = { call: string; request: string; headers: Record<string, string>; body: object | null }

const CLIENT = {
  apikey: 'KEY',
  'x-client-info': 'supabase-swift/2.55.1; platform=iOS; platform-version=26.1; runtime=swift; runtime-version=6.2',
}
const JSON_TYPE = { 'content-type': 'application/json' }
const AUTH = { ...CLIENT, authorization: 'Bearer KEY', 'x-supabase-api-version': '2024-01-01' }
const REST = { ...CLIENT, ...JSON_TYPE, accept: 'application/json' }
const AS_USER = { authorization: 'Bearer TOKEN' }

export const SWIFT_REQUESTS: SwiftRequest[] = [
  {
    call: 'auth.signUp(email:password:)',
    request: 'POST /auth/v1/signup',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', password: 'secret', code_challenge: 'CHALLENGE', code_challenge_method: 's256' },
  },
  {
    call: 'auth.verifyOTP(email:token:type: .signup)',
    request: 'POST /auth/v1/verify',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', token: '482913', type: 'signup' },
  },
  {
    call: 'auth.signIn(email:password:)',
    request: 'POST /auth/v1/token?grant_type=password',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', password: 'secret' },
  },
  {
    call: 'auth.refreshSession()',
    request: 'POST /auth/v1/token?grant_type=refresh_token',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { refresh_token: 'REFRESH' },
  },
  {
    call: 'auth.signOut()',
    request: 'POST /auth/v1/logout?scope=global',
    headers: { ...AUTH, ...AS_USER },
    body: null,
  },
  {
    call: 'from("plans").select().order("rank")',
    request: 'GET /rest/v1/plans?select=*&order=rank.asc.nullslast',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("entitlements").select()',
    request: 'GET /rest/v1/entitlements?select=*',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("subscriptions").select()',
    request: 'GET /rest/v1/subscriptions?select=*',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("extras").select()',
    request: 'GET /rest/v1/extras?select=*',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("refund_consents").select()',
    request: 'GET /rest/v1/refund_consents?select=*',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("invoices").select().eq("status", value: "open")',
    request: 'GET /rest/v1/invoices?select=*&status=eq.open',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("lesson_previews").select().order("position")',
    request: 'GET /rest/v1/lesson_previews?select=*&order=position.asc.nullslast',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'from("lessons").select().eq("slug", value: "gears-for-two")',
    request: 'GET /rest/v1/lessons?select=*&slug=eq.gears-for-two',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'rpc("purchase_options")',
    request: 'POST /rest/v1/rpc/purchase_options',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'rpc("double_payments")',
    request: 'POST /rest/v1/rpc/double_payments',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'rpc("begin_app_store_purchase", params: ["plan_id": "premium"])',
    request: 'POST /rest/v1/rpc/begin_app_store_purchase',
    headers: { ...REST, ...AS_USER },
    body: { plan_id: 'premium' },
  },
  {
    call: 'rpc("end_app_store_purchase")',
    request: 'POST /rest/v1/rpc/end_app_store_purchase',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'rpc("begin_app_store_extra", params: ["extra_id": "workshop"])',
    request: 'POST /rest/v1/rpc/begin_app_store_extra',
    headers: { ...REST, ...AS_USER },
    body: { extra_id: 'workshop' },
  },
  {
    call: 'rpc("web_purchase_rule", params: ["storefront": "SGP"])',
    request: 'POST /rest/v1/rpc/web_purchase_rule',
    headers: { ...REST, ...AS_USER },
    body: { storefront: 'SGP' },
  },
  {
    call: 'rpc("set_refund_consent", params: ["consented": true])',
    request: 'POST /rest/v1/rpc/set_refund_consent',
    headers: { ...REST, ...AS_USER },
    body: { consented: true },
  },
  {
    call: 'functions.invoke("app-store-transactions", options: .init(body: …))',
    request: 'POST /functions/v1/app-store-transactions',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: { signed_transaction: 'TRANSACTION', signed_renewal_info: 'RENEWAL' },
  },
  {
    call: 'functions.invoke("app-store-transactions/offer", options: .init(body: …))',
    request: 'POST /functions/v1/app-store-transactions/offer',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: { plan_id: 'premium', signed_app_transaction: 'APP_TRANSACTION' },
  },
]
