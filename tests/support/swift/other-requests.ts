import type { SwiftRequest } from '../../local-phone/recorded-swift-requests.ts'

const CLIENT = {
  apikey: 'KEY',
  'x-client-info': 'supabase-swift/2.55.1; platform=iOS; platform-version=26.1; runtime=swift; runtime-version=6.2',
}
const API = { ...CLIENT, 'x-supabase-api-version': '2024-01-01' }
const JSON_TYPE = { 'content-type': 'application/json' }
const AS_NOBODY = { ...API, ...JSON_TYPE, authorization: 'Bearer KEY' }
const AS_USER = { ...API, authorization: 'Bearer TOKEN' }
const CHALLENGE = { code_challenge: 'CHALLENGE', code_challenge_method: 's256' }

/** Calls of supabase-swift that neither the phone nor the kit makes, from the same sources, for the test of the wire. */
export const OTHER_REQUESTS: SwiftRequest[] = [
  // The browser's sheet opens it: a page, so without key and token. The app waits for its own scheme.
  {
    call: 'auth.getOAuthSignInURL(provider:redirectTo:)',
    request:
      'GET /auth/v1/authorize?provider=PROVIDER&redirect_to=REDIRECT&code_challenge=CHALLENGE&code_challenge_method=s256',
    headers: {},
    body: null,
  },
  {
    call: 'auth.signUp(email:password:redirectTo:)',
    request: 'POST /auth/v1/signup?redirect_to=REDIRECT',
    headers: AS_NOBODY,
    body: { email: 'ann@example.com', password: 'secret', ...CHALLENGE },
  },
  {
    call: 'auth.signUp(email:password:data:)',
    request: 'POST /auth/v1/signup',
    headers: AS_NOBODY,
    body: { email: 'ann@example.com', password: 'secret', data: { full_name: 'Ann Rider' }, ...CHALLENGE },
  },
  // Without a nonce: what the SDK's own example does, and a mistake where the provider was given one.
  {
    call: 'auth.signInWithIdToken(credentials:)',
    request: 'POST /auth/v1/token?grant_type=id_token',
    headers: AS_NOBODY,
    body: { provider: 'apple', id_token: 'ID_TOKEN', link_identity: false },
  },
  {
    call: 'auth.signInWithIdToken(credentials:)',
    request: 'POST /auth/v1/token?grant_type=id_token',
    headers: AS_NOBODY,
    body: {
      provider: 'google',
      id_token: 'ID_TOKEN',
      access_token: 'ACCESS_TOKEN',
      nonce: 'RAW_NONCE',
      link_identity: false,
    },
  },
  {
    call: 'auth.verifyOTP(tokenHash:type:)',
    request: 'POST /auth/v1/verify',
    headers: AS_NOBODY,
    body: { token_hash: 'HASH', type: 'email' },
  },
  {
    call: 'auth.verifyOTP(email:token:type: .signup)',
    request: 'POST /auth/v1/verify',
    headers: AS_NOBODY,
    body: { email: 'ann@example.com', token: '482913', type: 'signup' },
  },
  // For an app that keeps signing in and signing up apart.
  {
    call: 'auth.signInWithOTP(email:shouldCreateUser:)',
    request: 'POST /auth/v1/otp',
    headers: AS_NOBODY,
    body: { email: 'ann@example.com', create_user: false, ...CHALLENGE },
  },
  {
    call: 'auth.user()',
    request: 'GET /auth/v1/user',
    headers: AS_USER,
    body: null,
  },
  // Everywhere, if the app does not say otherwise.
  {
    call: 'auth.signOut()',
    request: 'POST /auth/v1/logout?scope=global',
    headers: AS_USER,
    body: null,
  },
]
