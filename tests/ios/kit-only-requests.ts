import type { SwiftRequest } from '../local-phone/recorded-swift-requests.ts'

const AUTH = {
  apikey: 'KEY',
  'x-client-info': 'supabase-swift/2.55.1; platform=iOS; platform-version=26.1; runtime=swift; runtime-version=6.2',
  authorization: 'Bearer KEY',
  'x-supabase-api-version': '2024-01-01',
  'content-type': 'application/json',
}
const CHALLENGE = { code_challenge: 'CHALLENGE', code_challenge_method: 's256' }

/**
 * What the kit asks and the phone does not: the phone has neither Apple's sheet nor Google's. From the sources of
 * supabase-swift (AuthClient and its request snapshots), in the form of the shared table.
 */
export const KIT_ONLY_REQUESTS: SwiftRequest[] = [
  {
    call: 'auth.resend(email:type: .signup)',
    request: 'POST /auth/v1/resend',
    headers: AUTH,
    body: { type: 'signup', email: 'ann@example.com', ...CHALLENGE },
  },
  {
    call: 'auth.signInWithOTP(email:shouldCreateUser:)',
    request: 'POST /auth/v1/otp',
    headers: AUTH,
    body: { email: 'ann@example.com', create_user: false, ...CHALLENGE },
  },
  {
    call: 'auth.verifyOTP(email:token:type: .email)',
    request: 'POST /auth/v1/verify',
    headers: AUTH,
    body: { email: 'ann@example.com', token: '482913', type: 'email' },
  },
  {
    call: 'auth.signInWithIdToken(credentials:)',
    request: 'POST /auth/v1/token?grant_type=id_token',
    headers: AUTH,
    body: { provider: 'apple', id_token: 'ID_TOKEN', nonce: 'RAW_NONCE', link_identity: false },
  },
  {
    call: 'auth.linkIdentityWithIdToken(credentials:)',
    request: 'POST /auth/v1/token?grant_type=id_token',
    headers: { ...AUTH, authorization: 'Bearer TOKEN' },
    body: { provider: 'apple', id_token: 'ID_TOKEN', nonce: 'RAW_NONCE', link_identity: true },
  },
  {
    call: 'auth.update(user:)',
    request: 'PUT /auth/v1/user',
    headers: { ...AUTH, authorization: 'Bearer TOKEN' },
    body: { data: { full_name: 'Ann Rider' } },
  },
  {
    call: 'auth.signInWithOAuth(provider: .google, redirectTo:)',
    request: 'POST /auth/v1/token?grant_type=pkce',
    headers: AUTH,
    body: { auth_code: 'CODE', code_verifier: 'VERIFIER' },
  },
]
