import type { SwiftRequest } from '../local-phone/recorded-swift-requests.ts'

const SHARED = {
  apikey: 'KEY',
  'x-client-info': 'supabase-swift/2.55.1; platform=iOS; platform-version=26.1; runtime=swift; runtime-version=6.2',
  'x-supabase-api-version': '2024-01-01',
}
const AUTH = { ...SHARED, authorization: 'Bearer KEY', 'content-type': 'application/json' }
const CHALLENGE = { code_challenge: 'CHALLENGE', code_challenge_method: 's256' }

/**
 * What the kit asks and the phone does not. From the sources of supabase-swift (AuthClient and its request snapshots), in
 * the form of the shared table.
 */
export const KIT_ONLY_REQUESTS: SwiftRequest[] = [
  {
    call: 'auth.signInWithOTP(email:shouldCreateUser:)',
    request: 'POST /auth/v1/otp',
    headers: AUTH,
    body: { email: 'ann@example.com', create_user: false, ...CHALLENGE },
  },
  {
    call: 'auth.verifyOTP(email:token:type: .signup)',
    request: 'POST /auth/v1/verify',
    headers: AUTH,
    body: { email: 'ann@example.com', token: '482913', type: 'signup' },
  },
  {
    call: 'auth.signOut()',
    request: 'POST /auth/v1/logout?scope=global',
    headers: { ...SHARED, authorization: 'Bearer TOKEN' },
    body: null,
  },
]
