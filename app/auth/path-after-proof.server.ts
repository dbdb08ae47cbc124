import type { User } from '@supabase/supabase-js'
import { readSignInMethods } from '#app/account/read-sign-in-methods.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'

/** Where a code or a link for signing in leads. New people may choose a password first, unless that would interrupt a purchase. */
export async function findPathAfterCode(supabase: Supabase, next: string, user: User | null): Promise<string> {
  const mayAsk = next === '/account' && user !== null && wasConfirmedNow(user)
  return mayAsk && (await hasNoPassword(supabase)) ? '/account/password?first' : next
}

/** Where a code or a link for a forgotten password leads, and from there to where the person was going. */
export function toPathAfterRecovery(next: string): string {
  return next === '/account' ? '/account/password' : `/account/password?first&next=${encodeURIComponent(next)}`
}

/** Both times are Auth's own, and of one call where this proof was the address's first. */
function wasConfirmedNow({ email_confirmed_at, last_sign_in_at }: User): boolean {
  return Math.abs(Date.parse(email_confirmed_at ?? '') - Date.parse(last_sign_in_at ?? '')) < 5_000
}

/** A question that fails must not cost the sign-in that has just succeeded. */
async function hasNoPassword(supabase: Supabase): Promise<boolean> {
  const methods = await readSignInMethods(supabase).catch(() => null)
  return methods !== null && !methods.has_password
}
