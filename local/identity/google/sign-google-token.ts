import { splitName } from '../accounts.ts'
import { hashAccessToken } from '../hash-access-token.ts'
import type { IdentityParts } from '../identity-parts.ts'
import type { Account } from '../identity-state.ts'

const lifetimeSeconds = 60 * 60

/** What Google says about a person. `aud` is who shall read it, `azp` who asked: an app may ask for its server. */
export function signGoogleToken(
  parts: IdentityParts,
  account: Account,
  token: { audience: string; askedBy: string; nonce: string | null; accessToken: string },
): Promise<string> {
  const { first, last } = splitName(account.name)
  const claims = {
    iss: 'https://accounts.google.com',
    azp: token.askedBy,
    aud: token.audience,
    sub: account.id,
    email: account.email,
    email_verified: account.emailVerified,
    at_hash: hashAccessToken(token.accessToken),
    ...(token.nonce ? { nonce: token.nonce } : {}),
    name: account.name,
    given_name: first,
    ...(last ? { family_name: last } : {}),
  }
  return parts.signIdToken(claims, lifetimeSeconds)
}
