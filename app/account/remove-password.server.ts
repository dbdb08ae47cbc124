import { describeRefusal } from '#app/account/describe-refusal.server.ts'
import { type Asked, finish, refuse, type SignInAnswer, signInPage } from '#app/account/sign-in-answers.server.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

/** Auth itself has no way to take a password away; the database refuses when nothing else would remain. */
export async function removePassword(asked: Asked): Promise<Response | SignInAnswer> {
  const { request, context } = asked
  await requireFreshSignIn(request, context, `${signInPage}?remove=password`)
  const { error } = await getSupabase(request, context).rpc('remove_password')
  return error ? refuse(describeRefusal(error)) : finish(asked, 'password-removed')
}
