import type { SwiftRequest } from '../local-phone/recorded-swift-requests.ts'

const CLIENT = {
  apikey: 'KEY',
  'x-client-info': 'supabase-swift/2.55.1; platform=iOS; platform-version=26.1; runtime=swift; runtime-version=6.2',
}
const JSON_TYPE = { 'content-type': 'application/json' }
const API = { ...CLIENT, 'x-supabase-api-version': '2024-01-01' }
const AUTH = { ...API, ...JSON_TYPE, authorization: 'Bearer KEY' }
const AS_USER = { authorization: 'Bearer TOKEN' }
const REST = { ...CLIENT, ...JSON_TYPE, ...AS_USER, accept: 'application/json' }

/**
 * What the kit asks and the phone does not. From the sources of supabase-swift (AuthClient and its request snapshots), in the
 * form of the shared table. The local stack answers each of them as the real one does (tests/local-supabase/swift-wire*).
 */
export const KIT_ONLY_REQUESTS: SwiftRequest[] = [
  {
    call: 'auth.verifyOTP(email:token:type: .recovery)',
    request: 'POST /auth/v1/verify',
    headers: AUTH,
    body: { email: 'ann@example.com', token: '482913', type: 'recovery' },
  },
  // The browser that links shows this address; what comes back to the app is exchanged as after a sign-in.
  {
    call: 'auth.getLinkIdentityURL(provider: .google, redirectTo:)',
    request:
      'GET /auth/v1/user/identities/authorize?provider=google&redirect_to=REDIRECT&code_challenge=CHALLENGE&code_challenge_method=s256&skip_http_redirect=true',
    headers: { ...API, ...AS_USER },
    body: null,
  },
  {
    call: 'auth.session(from:)',
    request: 'POST /auth/v1/token?grant_type=pkce',
    headers: AUTH,
    body: { auth_code: 'CODE', code_verifier: 'VERIFIER' },
  },
  {
    call: 'auth.reauthenticate()',
    request: 'GET /auth/v1/reauthenticate',
    headers: { ...API, ...AS_USER },
    body: null,
  },
  ...[{ password: 'secret' }, { password: 'secret', nonce: '482913' }].map((body) => ({
    call: 'auth.update(user:)',
    request: 'PUT /auth/v1/user',
    headers: { ...AUTH, ...AS_USER },
    body,
  })),
  ...['others', 'global'].map((scope) => ({
    call: `auth.signOut(scope: .${scope})`,
    request: `POST /auth/v1/logout?scope=${scope}`,
    headers: { ...API, ...AS_USER },
    body: null,
  })),
  {
    call: 'auth.setSession(accessToken:refreshToken:)',
    request: 'GET /auth/v1/user',
    headers: { ...API, ...AS_USER },
    body: null,
  },
  ...['my_sessions', 'remove_password'].map((name) => ({
    call: `rpc("${name}")`,
    request: `POST /rest/v1/rpc/${name}`,
    headers: REST,
    body: null,
  })),
  {
    call: 'rpc("sign_out_session", params: ["session_id": device.id])',
    request: 'POST /rest/v1/rpc/sign_out_session',
    headers: REST,
    body: { session_id: 'SESSION_ID' },
  },
]
