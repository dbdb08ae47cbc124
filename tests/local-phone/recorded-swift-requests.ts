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
const CHALLENGE = { code_challenge: 'CHALLENGE', code_challenge_method: 's256' }
const AS_USER = { authorization: 'Bearer TOKEN' }

export const SWIFT_REQUESTS: SwiftRequest[] = [
  {
    call: 'auth.signUp(email:password:)',
    request: 'POST /auth/v1/signup',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', password: 'secret', ...CHALLENGE },
  },
  {
    call: 'auth.resend(email:type: .signup)',
    request: 'POST /auth/v1/resend',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { type: 'signup', email: 'ann@example.com', ...CHALLENGE },
  },
  {
    call: 'auth.signInWithOTP(email:)',
    request: 'POST /auth/v1/otp',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', create_user: true, ...CHALLENGE },
  },
  {
    call: 'auth.resetPasswordForEmail(_:)',
    request: 'POST /auth/v1/recover',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', ...CHALLENGE },
  },
  {
    call: 'auth.verifyOTP(email:token:type: .email)',
    request: 'POST /auth/v1/verify',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', token: '482913', type: 'email' },
  },
  {
    call: 'auth.signIn(email:password:)',
    request: 'POST /auth/v1/token?grant_type=password',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { email: 'ann@example.com', password: 'secret' },
  },
  {
    call: 'auth.signInWithIdToken(credentials:)',
    request: 'POST /auth/v1/token?grant_type=id_token',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { provider: 'apple', id_token: 'ID_TOKEN', nonce: 'RAW_NONCE', link_identity: false },
  },
  {
    call: 'auth.linkIdentityWithIdToken(credentials:)',
    request: 'POST /auth/v1/token?grant_type=id_token',
    headers: { ...AUTH, ...JSON_TYPE, ...AS_USER },
    body: { provider: 'apple', id_token: 'ID_TOKEN', nonce: 'RAW_NONCE', link_identity: true },
  },
  {
    call: 'auth.unlinkIdentity(_:)',
    request: 'DELETE /auth/v1/user/identities/IDENTITY',
    headers: { ...AUTH, ...AS_USER },
    body: null,
  },
  {
    // The browser opens it, with headers of its own.
    call: 'auth.getOAuthSignInURL(provider: .google, redirectTo:)',
    request:
      'GET /auth/v1/authorize?provider=google&redirect_to=tandem%3A%2F%2Fauth-callback&code_challenge=CHALLENGE&code_challenge_method=s256',
    headers: {},
    body: null,
  },
  {
    call: 'auth.signInWithOAuth(provider: .google, redirectTo:)',
    request: 'POST /auth/v1/token?grant_type=pkce',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { auth_code: 'CODE', code_verifier: 'VERIFIER' },
  },
  {
    call: 'auth.refreshSession()',
    request: 'POST /auth/v1/token?grant_type=refresh_token',
    headers: { ...AUTH, ...JSON_TYPE },
    body: { refresh_token: 'REFRESH' },
  },
  {
    call: 'auth.user()',
    request: 'GET /auth/v1/user',
    headers: { ...AUTH, ...AS_USER },
    body: null,
  },
  {
    call: 'auth.update(user:)',
    request: 'PUT /auth/v1/user',
    headers: { ...AUTH, ...JSON_TYPE, ...AS_USER },
    body: { data: { full_name: 'Ann Rider' } },
  },
  {
    call: 'auth.signOut(scope: .local)',
    request: 'POST /auth/v1/logout?scope=local',
    headers: { ...AUTH, ...AS_USER },
    body: null,
  },
  {
    call: 'rpc("sign_in_methods")',
    request: 'POST /rest/v1/rpc/sign_in_methods',
    headers: { ...REST, ...AS_USER },
    body: null,
  },
  {
    call: 'functions.invoke("account/apple-token", options: .init(body: …))',
    request: 'POST /functions/v1/account/apple-token',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: { authorization_code: 'APPLE_CODE' },
  },
  {
    call: 'functions.invoke("account/release-purchase", options: .init(body: …))',
    request: 'POST /functions/v1/account/release-purchase',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: {},
  },
  {
    call: 'functions.invoke("account/claim-purchase", options: .init(body: …))',
    request: 'POST /functions/v1/account/claim-purchase',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: { code: 'ABCD-EFGH' },
  },
  {
    call: 'functions.invoke("account/export", options: .init(body: …))',
    request: 'POST /functions/v1/account/export',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: {},
  },
  {
    call: 'functions.invoke("account/delete", options: .init(body: …))',
    request: 'POST /functions/v1/account/delete',
    headers: { ...CLIENT, ...JSON_TYPE, ...AS_USER },
    body: {},
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
