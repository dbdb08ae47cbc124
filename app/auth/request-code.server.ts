import { parseWithZod } from '@conform-to/zod/v4'
import { type AppLoadContext, data } from '@remix-run/node'
import { readCaptchaToken } from '#app/auth/captcha.server.ts'
import { emailSchema } from '#app/auth/credentials.server.ts'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { type PendingCode, rememberPendingCode } from '#app/auth/pending-code.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { sendCode } from '#app/auth/send-code.server.ts'

type Asked = { request: Request; context: AppLoadContext }

/** A form with an address that wants a mail: leads to the page for its code, whether the address has an account or not. */
export async function requestCode(kind: PendingCode['kind'], form: FormData, { request, context }: Asked) {
  const submission = parseWithZod(form, { schema: emailSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })

  const pending = { email: submission.value.email, next: safeNext(submission.value.next), kind }
  const error = await sendCode(pending, { request, context, captchaToken: readCaptchaToken(form) })
  if (error) return data(submission.reply({ formErrors: [describeAuthError(error)] }), { status: 400 })
  return redirectWithSession(context, '/check-mail', await rememberPendingCode(pending))
}
