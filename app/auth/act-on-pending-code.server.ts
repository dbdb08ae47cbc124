import { parseWithZod } from '@conform-to/zod/v4'
import { type AppLoadContext, data, redirect } from '@remix-run/node'
import { readCaptchaToken } from '#app/auth/captcha.server.ts'
import { codeSchema } from '#app/auth/credentials.server.ts'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { describeCodeError } from '#app/auth/describe-code-error.server.ts'
import { rememberMethod } from '#app/auth/last-method.server.ts'
import { findPathAfterCode, toPathAfterRecovery } from '#app/auth/path-after-proof.server.ts'
import { forgetPendingCode, readPendingCode } from '#app/auth/pending-code.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import type { ResendResult } from '#app/auth/resend-form.tsx'
import { sendCode } from '#app/auth/send-code.server.ts'
import { openSessionApart } from '#app/auth/supabase.server.ts'
import { takeOverSession } from '#app/auth/take-over-session.server.ts'

/** Whether a second mail within a minute was sent would tell that there is an account: so both are said. */
const sent = {
  always: 'Another email is on its way. The code in the newest one counts.',
  perhaps:
    'Another email is on its way, unless the last one is less than a minute old. The code in the newest one counts.',
}

type Asked = { request: Request; context: AppLoadContext }

/** The forms of the page that waits for a code: the code itself, and "send another email". */
export async function actOnPendingCode(asked: Asked) {
  const form = await asked.request.formData()
  return form.get('intent') === 'resend' ? resend(form, asked) : confirm(form, asked)
}

async function confirm(form: FormData, { request, context }: Asked) {
  const submission = parseWithZod(form, { schema: codeSchema })
  if (submission.status !== 'success') return data({ confirm: submission.reply(), resent: null }, { status: 400 })

  const pending = await readPendingCode(request)
  const { email, code } = submission.value
  const type = pending?.kind === 'recovery' ? 'recovery' : 'email'
  const apart = openSessionApart(request, context)
  const { data: proof, error } = await apart.supabase.auth.verifyOtp({ email, token: code, type })
  if (error)
    return data(
      { confirm: submission.reply({ fieldErrors: { code: [describeCodeError(error)] } }), resent: null },
      { status: 400 },
    )
  await takeOverSession(request, context, apart)
  const [headers, next] = [await forgetPendingCode(), pending?.next ?? '/account']
  if (type === 'recovery') return redirectWithSession(context, toPathAfterRecovery(next), headers)
  await rememberMethod(headers, 'code')
  return redirectWithSession(context, await findPathAfterCode(apart.supabase, next, proof.user), headers)
}

async function resend(form: FormData, { request, context }: Asked) {
  const pending = await readPendingCode(request)
  if (!pending) return redirect('/sign-in?method=code')
  const error = await sendCode(pending, { request, context, captchaToken: readCaptchaToken(form) })
  const resent: ResendResult = error
    ? { tone: 'bad', text: describeAuthError(error) }
    : { tone: 'good', text: sent[pending.kind === 'sign-up' ? 'always' : 'perhaps'] }
  return data({ confirm: undefined, resent })
}
