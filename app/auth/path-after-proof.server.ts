import type { User } from '@supabase/supabase-js'

/** Where a code or a link leads that has just proved an address. */
export function toPathAfterProof(kind: 'sign-in' | 'recovery', next: string, user: User | null): string {
  const isGoingNowhere = next === '/account'
  if (kind === 'recovery')
    return isGoingNowhere ? '/account/password' : `/account/password?first&next=${encodeURIComponent(next)}`
  // A purchase is not interrupted by the question for a password.
  return isGoingNowhere && user && wasConfirmedNow(user) ? '/account/password?first' : next
}

/** Both times are Auth's own, and of one call where this proof was the address's first. */
function wasConfirmedNow({ email_confirmed_at, last_sign_in_at }: User): boolean {
  const [confirmed, signedIn] = [email_confirmed_at, last_sign_in_at].map((time) => Date.parse(time ?? ''))
  return Math.abs((confirmed ?? Number.NaN) - (signedIn ?? Number.NaN)) < 5_000
}
