import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type AppLoadContext, data } from '@remix-run/node'
import { readCaptchaToken } from '#app/auth/captcha.server.ts'
import { ownCodeSchema, passwordSchema } from '#app/auth/credentials.server.ts'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { describeCodeError } from '#app/auth/describe-code-error.server.ts'
import type { User } from '#app/auth/read-user.server.ts'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { createStatelessAuth, openSessionApart, type RequestSession } from '#app/auth/supabase.server.ts'
import { takeOverSession } from '#app/auth/take-over-session.server.ts'
import { toProblemPath } from '#app/auth/to-problem-path.ts'

type Asked = { request: Request; context: AppLoadContext; form: FormData; user: User; next: string }

/** The forms that prove once more who is signed in; the providers' buttons lead by `/auth/callback`. */
export async function actOnVerify({ request, context }: Pick<Asked, 'request' | 'context'>) {
  const user = await requireUser(request, context)
  const form = await request.formData()
  const asked = { request, context, form, user, next: safeNext(form.get('next')) }
  const intent = form.get('intent')
  if (intent === 'send') return sendCode(asked)
  return intent === 'confirm' ? confirmByCode(asked) : confirmByPassword(asked)
}

async function confirmByPassword(asked: Asked) {
  const submission = parseWithZod(asked.form, { schema: passwordSchema })
  if (submission.status !== 'success') return refuse({ password: submission.reply({ hideFields: ['password'] }) })

  const apart = openSessionApart(asked.request, asked.context)
  const { password } = submission.value
  const options = { captchaToken: readCaptchaToken(asked.form) }
  const { data: proof, error } = await apart.supabase.auth.signInWithPassword({
    email: asked.user.email,
    password,
    options,
  })
  if (!error) return accept(asked, apart, proof.user.id)
  const sentence = error.code === 'invalid_credentials' ? 'This is not your password.' : describeAuthError(error)
  return refuse({ password: submission.reply({ fieldErrors: { password: [sentence] }, hideFields: ['password'] }) })
}

async function sendCode({ request, context, form, user, next }: Asked) {
  const options = { shouldCreateUser: false, captchaToken: readCaptchaToken(form) }
  const { error } = await createStatelessAuth(request, context).signInWithOtp({ email: user.email, options })
  if (error) return refuse({ fault: describeAuthError(error) })
  return redirectAfterPost(context, `/account/verify?sent&next=${encodeURIComponent(next)}`)
}

async function confirmByCode(asked: Asked) {
  const submission = parseWithZod(asked.form, { schema: ownCodeSchema })
  if (submission.status !== 'success') return refuse({ code: submission.reply() })

  const apart = openSessionApart(asked.request, asked.context)
  const proved = { email: asked.user.email, token: submission.value.code, type: 'email' as const }
  const { data: proof, error } = await apart.supabase.auth.verifyOtp(proved)
  if (error) return refuse({ code: submission.reply({ fieldErrors: { code: [describeCodeError(error)] } }) })
  return accept(asked, apart, proof.user?.id)
}

/** The address of the token may have gone to somebody else since: only the same account counts. */
async function accept({ request, context, user, next }: Asked, apart: RequestSession, userId: string | undefined) {
  if (userId !== user.id) {
    await apart.supabase.auth.signOut({ scope: 'local' })
    return redirectAfterPost(context, toProblemPath({ purpose: 'verify', next, provider: null }, 'another_user'))
  }
  await takeOverSession(request, context, apart)
  return redirectAfterPost(context, next)
}

type Refusal = {
  password?: SubmissionResult
  code?: SubmissionResult
  fault?: string
}

function refuse(refusal: Refusal) {
  return data(refusal, { status: 400 })
}
