/** How long a sign-in counts as fresh: what changes or ends an account asks for one. SQL: `billing.require_fresh_sign_in()`. */
export const freshSignInSeconds = 900

/**
 * Whether a person has proved who they are lately. `amr` is the claim of Auth's token: one entry for each proof, and a
 * refresh of the token keeps their times. What cannot be read proves nothing. Times are unix seconds.
 */
export function isFreshSignIn(amr: unknown, nowSeconds: number): boolean {
  if (!Array.isArray(amr)) return false
  return amr.map(toTimestamp).some((timestamp) => timestamp >= nowSeconds - freshSignInSeconds)
}

/** Auth may also name the method alone, as RFC 8176 does: such a proof has no time. */
function toTimestamp(entry: unknown): number {
  const timestamp: unknown =
    typeof entry === 'object' && entry !== null && 'timestamp' in entry ? entry.timestamp : null
  return typeof timestamp === 'number' ? timestamp : Number.NEGATIVE_INFINITY
}
