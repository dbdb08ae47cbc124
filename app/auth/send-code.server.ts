import type { AppLoadContext } from '@remix-run/node'
import type { AuthError } from '@supabase/supabase-js'
import { answerEvenly } from '#app/auth/answer-evenly.server.ts'
import type { PendingCode } from '#app/auth/pending-code.server.ts'
import { createStatelessAuth, type Supabase } from '#app/auth/supabase.server.ts'
import { env } from '#app/env.server.ts'

type Asked = { request: Request; context: AppLoadContext; captchaToken: string | undefined }

// What Auth answers for an address without an account, or for one with an account that has just been written to: whoever
// asks for a stranger's address must not learn which.
const telling = ['otp_disabled', 'user_not_found', 'over_email_send_rate_limit', 'email_not_confirmed']

/**
 * Asks Auth for the mail with a link and a code; returns what a visitor may be told, or null. Only a sign-up makes an account:
 * there every address gets a mail, so Auth's every word may be said. Elsewhere known and unknown get the same answer, as late.
 */
export async function sendCode(
  pending: PendingCode,
  { request, context, captchaToken }: Asked,
): Promise<AuthError | null> {
  const auth = createStatelessAuth(request, context)
  if (pending.kind === 'sign-up') return (await askForCode(auth, pending, captchaToken)).error
  const ask = pending.kind === 'recovery' ? askForReset : askForCode
  const { error } = await answerEvenly<{ error: AuthError | null }>(ask(auth, pending, captchaToken))
  return error?.code && telling.includes(error.code) ? null : error
}

function askForCode(auth: Supabase['auth'], { email, next, kind }: PendingCode, captchaToken: string | undefined) {
  const emailRedirectTo = new URL(next, env.SITE_URL).href
  return auth.signInWithOtp({ email, options: { shouldCreateUser: kind === 'sign-up', emailRedirectTo, captchaToken } })
}

function askForReset(auth: Supabase['auth'], { email }: PendingCode, captchaToken: string | undefined) {
  return auth.resetPasswordForEmail(email, { captchaToken })
}
