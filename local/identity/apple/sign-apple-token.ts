import { hashAccessToken } from '../hash-access-token.ts'
import type { IdentityParts } from '../identity-parts.ts'
import type { Account } from '../identity-state.ts'

const lifetimeSeconds = 24 * 60 * 60

/** What Apple says about a person. The name is never in it: the app and the browser hear it once, beside the token. */
export function signAppleToken(
  parts: IdentityParts,
  account: Account,
  { clientId, nonce, accessToken }: { clientId: string; nonce: string | null; accessToken?: string },
): Promise<string> {
  const claims = {
    iss: 'https://appleid.apple.com',
    aud: clientId,
    sub: account.id,
    email: visibleEmail(account),
    email_verified: true,
    ...(account.consent?.hidesEmail ? { is_private_email: true } : {}),
    auth_time: Math.floor(parts.now() / 1000),
    nonce_supported: true,
    ...(nonce ? { nonce } : {}),
    ...(accessToken ? { at_hash: hashAccessToken(accessToken) } : {}),
  }
  return parts.signIdToken(claims, lifetimeSeconds)
}

export function visibleEmail(account: Account): string {
  return account.consent?.hidesEmail ? (account.relayEmail ?? account.email) : account.email
}
