import type { JWTPayload } from 'jose'
import type { ExternalProvider } from './external-provider.ts'

/** A person as a provider describes them. */
export type ExternalIdentity = {
  provider: ExternalProvider['name']
  sub: string
  /** Lower case; null when the provider gave none. */
  email: string | null
  isEmailVerified: boolean
  /** What `auth.identities.identity_data` and the user's metadata keep. */
  data: Record<string, unknown>
}

/** Apple's addresses count as verified whatever the token says; Google's only when it says so. */
export function toExternalIdentity(
  provider: ExternalProvider['name'],
  claims: JWTPayload,
  fullName?: string,
): ExternalIdentity {
  const sub = String(claims.sub ?? '')
  const email = typeof claims.email === 'string' && claims.email ? claims.email : null
  const isEmailVerified = email !== null && (provider === 'apple' || isTrue(claims.email_verified))
  const name = fullName || (provider === 'google' ? readText(claims.name) : undefined)
  const picture = readText(claims.picture)
  const data = {
    iss: claims.iss,
    sub,
    provider_id: sub,
    ...(email ? { email } : {}),
    email_verified: isEmailVerified,
    phone_verified: false,
    ...(name ? { name, full_name: name } : {}),
    ...(picture ? { picture, avatar_url: picture } : {}),
    ...(provider === 'apple' ? { custom_claims: readAppleClaims(claims) } : {}),
  }
  return { provider, sub, email: email?.toLowerCase() ?? null, isEmailVerified, data }
}

function readAppleClaims({ is_private_email, auth_time }: JWTPayload): Record<string, unknown> {
  return {
    ...(is_private_email === undefined ? {} : { is_private_email: isTrue(is_private_email) }),
    ...(auth_time === undefined ? {} : { auth_time }),
  }
}

// Apple has sent booleans and words.
function isTrue(claim: unknown): boolean {
  return claim === true || claim === 'true'
}

function readText(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined
}
