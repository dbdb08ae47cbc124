import { setTimeout as wait } from 'node:timers/promises'
import { callAccount } from '#app/account/call-account.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'

const patienceMs = 3_000

/**
 * Hands over what Apple must be told when the account is deleted: Auth gives it once, here, and keeps none. Without it the
 * person is signed in all the same; the next sign-in with Apple brings another one.
 */
export async function keepAppleToken(supabase: Supabase, refreshToken: string): Promise<void> {
  const kept = callAccount(supabase, 'apple-token', { refresh_token: refreshToken }).then((result) => {
    if (!result.ok) console.error(JSON.stringify({ level: 'error', event: 'apple_token_not_kept', code: result.code }))
  })
  // Nobody waits longer for this on the way in; it goes on by itself.
  await Promise.race([kept, wait(patienceMs, undefined, { ref: false })])
}
