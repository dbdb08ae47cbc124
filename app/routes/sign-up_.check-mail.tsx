import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CodeForm } from '#app/auth/code-form.tsx'
import { codeSchema, resendSchema } from '#app/auth/credentials.server.ts'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { forgetPendingSignUp, readPendingSignUp } from '#app/auth/pending-sign-up.server.ts'
import { redirectSignedIn } from '#app/auth/redirect-signed-in.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { ResendForm } from '#app/auth/resend-form.tsx'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Check your mail')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await redirectSignedIn(request, context)
  return { email: (await readPendingSignUp(request))?.email ?? null }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return form.get('intent') === 'resend' ? resend(form, { request, context }) : confirm(form, { request, context })
}

type Asked = Pick<ActionFunctionArgs, 'request' | 'context'>

async function confirm(form: FormData, { request, context }: Asked) {
  const submission = parseWithZod(form, { schema: codeSchema })
  if (submission.status !== 'success') return data({ confirm: submission.reply(), resent: null }, { status: 400 })

  const { email, code } = submission.value
  const { error } = await getSupabase(request, context).auth.verifyOtp({ email, token: code, type: 'email' })
  if (!error) {
    const pending = await readPendingSignUp(request)
    return redirectWithSession(context, safeNext(pending?.next), await forgetPendingSignUp())
  }
  return data(
    { confirm: submission.reply({ fieldErrors: { code: [describeAuthError(error)] } }), resent: null },
    { status: 400 },
  )
}

async function resend(form: FormData, { request, context }: Asked) {
  const submission = parseWithZod(form, { schema: resendSchema })
  if (submission.status !== 'success') return data({ confirm: submission.reply(), resent: null }, { status: 400 })

  const { error } = await getSupabase(request, context).auth.resend({ type: 'signup', email: submission.value.email })
  const resent = error
    ? { tone: 'bad' as const, text: describeAuthError(error) }
    : { tone: 'good' as const, text: 'We have sent another email. The code in it replaces the old one.' }
  return data({ confirm: undefined, resent })
}

export default function CheckMail() {
  const { email } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <NarrowPage>
      <PageHeader title="Check your mail">
        {email ? (
          <>
            We have written to <strong className="font-semibold break-words text-ink">{email}</strong>. Open the link in
            the email, or enter its code here.
          </>
        ) : (
          'Open the link in the email that we sent you, or enter its code here.'
        )}
      </PageHeader>
      <CodeForm email={email} lastResult={result?.confirm} />
      <ResendForm email={email} result={result?.resent ?? null} />
    </NarrowPage>
  )
}
