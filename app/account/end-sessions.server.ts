import { describeAccountError } from '#app/account/describe-account-error.server.ts'
import { describeRefusal } from '#app/account/describe-refusal.server.ts'
import { type Asked, finish, refuse, type SignInAnswer, signInPage } from '#app/account/sign-in-answers.server.ts'
import { endSession } from '#app/auth/end-session.server.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

/** One other device. Whose session it is, the database decides. */
export async function endOneSession(asked: Asked): Promise<Response | SignInAnswer> {
  const { request, context, form } = asked
  await requireFreshSignIn(request, context, signInPage)
  const supabase = getSupabase(request, context)
  const { error } = await supabase.rpc('sign_out_session', { session_id: String(form.get('session') ?? '') })
  return error ? refuse(describeRefusal(error)) : finish(asked, 'session-ended')
}

/** No fresh sign-in here and below: whoever fears a stranger in the account must be quick. */
export async function endOtherSessions(asked: Asked): Promise<Response | SignInAnswer> {
  const { error } = await getSupabase(asked.request, asked.context).auth.signOut({ scope: 'others' })
  return error ? refuse(describeAccountError(error)) : finish(asked, 'others-ended')
}

export async function endSessionsEverywhere({ request, context }: Asked): Promise<Response> {
  return endSession('global', { request, context })
}
