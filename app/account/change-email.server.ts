import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import type { AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import { describeAccountError } from '#app/account/describe-account-error.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

const toSchema = (present: string) =>
  z.object({
    email: z
      .string({ error: 'Enter your new email address.' })
      .trim()
      .toLowerCase()
      .pipe(z.email({ error: 'Enter an email address such as ana@example.com.' }))
      .refine((email) => email !== present.toLowerCase(), { error: 'This is your address already.' }),
  })

/** null when the mails are on their way: Auth changes the address when both the old and the new one have confirmed. */
export async function changeEmail(
  form: FormData,
  present: string,
  asked: { request: Request; context: AppLoadContext },
): Promise<SubmissionResult | null> {
  const submission = parseWithZod(form, { schema: toSchema(present) })
  if (submission.status !== 'success') return submission.reply()
  const { email } = submission.value
  const { error } = await getSupabase(asked.request, asked.context).auth.updateUser({ email })
  // Of another account: the answer is the same, because it must not tell who has one.
  if (!error || error.code === 'email_exists') return null
  return error.code === 'email_address_invalid'
    ? submission.reply({ fieldErrors: { email: [describeAccountError(error)] } })
    : submission.reply({ formErrors: [describeAccountError(error)] })
}
