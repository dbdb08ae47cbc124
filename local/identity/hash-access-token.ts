import { createHash } from 'node:crypto'

/** The left half of its hash, which binds an identity token to it (OpenID Connect Core, 3.1.3.6). */
export function hashAccessToken(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
