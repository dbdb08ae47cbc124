import { data } from '@remix-run/node'
import { describeAccountError } from '#app/account/describe-account-error.server.ts'
import { endOneSession, endOtherSessions, endSessionsEverywhere } from '#app/account/end-sessions.server.ts'
import { readSignInMethods } from '#app/account/read-sign-in-methods.server.ts'
import { removePassword } from '#app/account/remove-password.server.ts'
import { type Asked, finish, refuse, type SignInAnswer, signInPage } from '#app/account/sign-in-answers.server.ts'
import { isProvider } from '#app/auth/providers.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { startLinking } from '#app/auth/start-linking.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

const acts = new Map<string, (asked: Asked) => Promise<Response | SignInAnswer>>([
  ['name', saveName],
  ['resend-email', resendEmailChange],
  ['connect', connect],
  ['disconnect', disconnect],
  ['remove-password', removePassword],
  ['end-session', endOneSession],
  ['end-others', endOtherSessions],
  ['end-everywhere', endSessionsEverywhere],
])

/** Does what a button of "Sign-in and security" asks for, and says what came of it. */
export function actOnSignIn(asked: Asked): Promise<Response | SignInAnswer> {
  const act = acts.get(String(asked.form.get('intent')))
  if (!act) throw data(null, { status: 400 })
  return act(asked)
}

const longestName = 80

async function saveName(asked: Asked): Promise<Response | SignInAnswer> {
  const name = String(asked.form.get('name') ?? '').trim()
  if (name.length > longestName) return refuse(`Use at most ${longestName} characters for your name.`)
  const { auth } = getSupabase(asked.request, asked.context)
  // A name of its own: Google writes `full_name` and `name` anew with every sign-in.
  const { error } = await auth.updateUser({ data: { display_name: name } })
  return error ? refuse(describeAccountError(error)) : finish(asked, 'name')
}

/** Auth finds the change by the address that the account has now, and writes to both once more. */
async function resendEmailChange(asked: Asked): Promise<Response | SignInAnswer> {
  const { auth } = getSupabase(asked.request, asked.context)
  const { data: answer } = await auth.getUser()
  const { error } = await auth.resend({ type: 'email_change', email: answer.user?.email ?? '' })
  return error ? refuse(describeAccountError(error)) : finish(asked, 'resent')
}

async function connect({ request, context, form }: Asked): Promise<Response> {
  const provider = form.get('provider')
  if (!isProvider(provider)) throw data(null, { status: 400 })
  await requireFreshSignIn(request, context, `${signInPage}?connect=${provider}`)
  return startLinking(provider, request, context)
}

async function disconnect(asked: Asked): Promise<Response | SignInAnswer> {
  const { request, context, form } = asked
  const provider = form.get('provider')
  if (!isProvider(provider)) throw data(null, { status: 400 })
  await requireFreshSignIn(request, context, `${signInPage}?disconnect=${provider}`)

  const supabase = getSupabase(request, context)
  const { identities } = await readSignInMethods(supabase)
  const identity = identities.find((candidate) => candidate.provider === provider)
  // In a second tab: what is gone already is as good as disconnected.
  if (!identity) return finish(asked, 'disconnected')
  const { error } = await supabase.auth.unlinkIdentity({ identity_id: identity.id } as never)
  return error ? refuse(describeAccountError(error)) : finish(asked, 'disconnected')
}
