import { type AppLoadContext, data, redirect } from '@remix-run/node'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { rememberMethod } from '#app/auth/last-method.server.ts'
import { toLinkType } from '#app/auth/link-type.ts'
import { findPathAfterCode, toPathAfterRecovery } from '#app/auth/path-after-proof.server.ts'
import { forgetPendingCode, readPendingCode } from '#app/auth/pending-code.server.ts'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { openSessionApart } from '#app/auth/supabase.server.ts'
import { takeOverSession } from '#app/auth/take-over-session.server.ts'

type Asked = { request: Request; context: AppLoadContext }

/** The button on the page of a link: only now the link is used up. */
export async function confirmLink({ request, context }: Asked) {
  const form = await request.formData()
  const tokenHash = String(form.get('token_hash') ?? '')
  const type = toLinkType(form.get('type'))
  const apart = openSessionApart(request, context)
  const { data: proof, error } = await apart.supabase.auth.verifyOtp({ token_hash: tokenHash, type })
  if (error) {
    const isSignedIn = (await readUser(request, context)) !== null
    const isUsedUp = error.code === 'otp_expired'
    const message = isUsedUp ? 'This link has been used, or it is too old.' : describeAuthError(error)
    return data({ message, isUsedUp, isSignedIn }, { status: 400 })
  }
  // The first of the two addresses of a change: Auth has noted it and signs nobody in.
  if (!proof.session) return redirect('/auth/confirm?type=email_change&one-more', 303)

  await takeOverSession(request, context, apart)
  const headers = await forgetPendingCode()
  if (type === 'email') await rememberMethod(headers, 'code')
  const pending = await readPendingCode(request)
  return redirectWithSession(context, await findWayOn(), headers)

  async function findWayOn(): Promise<string> {
    if (type === 'email_change') return '/account/sign-in?changed=email'
    // That mail always says where a new password is chosen; where the person was going stands in the cookie alone.
    if (type === 'recovery') return toPathAfterRecovery(pending?.next ?? '/account')
    return findPathAfterCode(apart.supabase, safeNext(form.get('next') ?? pending?.next), proof.user)
  }
}
