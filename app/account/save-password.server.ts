import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import type { AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import { describeAccountError } from '#app/account/describe-account-error.server.ts'
import { judgePassword } from '#app/account/judge-password.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

export type PasswordAnswer = { lastResult: SubmissionResult | undefined; asksForCode: boolean }

const toSchema = (email: string) =>
  z.object({
    password: z.string({ error: 'Choose a password.' }).superRefine((password, context) => {
      const { isAccepted, words } = judgePassword(password, email)
      if (!isAccepted) context.addIssue({ code: 'custom', message: words })
    }),
    code: z
      .string()
      .transform((code) => code.replace(/\s/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, { error: 'The code has 6 digits.' }))
      .optional(),
  })

/** null when the password is saved. It is never sent back to the browser. */
export async function savePassword(
  form: FormData,
  email: string,
  asked: { request: Request; context: AppLoadContext },
): Promise<PasswordAnswer | null> {
  const hadCode = form.has('code')
  const submission = parseWithZod(form, { schema: toSchema(email) })
  const answer = (reply: Parameters<typeof submission.reply>[0], asksForCode = hadCode): PasswordAnswer => ({
    lastResult: submission.reply({ ...reply, hideFields: ['password'] }),
    asksForCode,
  })
  if (submission.status !== 'success') return answer({})

  const { auth } = getSupabase(asked.request, asked.context)
  const { password, code } = submission.value
  const { error } = await auth.updateUser({ password, ...(code ? { nonce: code } : {}) })
  if (!error) return null
  switch (error.code) {
    case 'reauthentication_needed':
      return (await sendCode(auth, answer)) ?? answer({}, true)
    case 'reauthentication_not_valid':
      return (await sendCode(auth, answer)) ?? answer({ fieldErrors: { code: [describeAccountError(error)] } }, true)
    case 'weak_password':
    case 'same_password':
      return answer({ fieldErrors: { password: [describeAccountError(error)] } })
    default:
      return answer({ formErrors: [describeAccountError(error)] })
  }
}

type Answer = (reply: { formErrors: string[] }, asksForCode: boolean) => PasswordAnswer

/** null when the mail is on its way. */
async function sendCode(auth: ReturnType<typeof getSupabase>['auth'], answer: Answer): Promise<PasswordAnswer | null> {
  const { error } = await auth.reauthenticate()
  return error ? answer({ formErrors: [describeAccountError(error)] }, true) : null
}
