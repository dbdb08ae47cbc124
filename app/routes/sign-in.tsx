import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { readCaptchaKey, readCaptchaToken } from '#app/auth/captcha.server.ts'
import { signInSchema } from '#app/auth/credentials.server.ts'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { describeLastMethod } from '#app/auth/describe-last-method.ts'
import { EmailForm } from '#app/auth/email-form.tsx'
import { readLastMethod, rememberMethod } from '#app/auth/last-method.server.ts'
import { NoticeAlert } from '#app/auth/notice-alert.tsx'
import { PasswordForm } from '#app/auth/password-form.tsx'
import { rememberPendingCode } from '#app/auth/pending-code.server.ts'
import { OrByEmail, ProviderButtons } from '#app/auth/provider-buttons.tsx'
import { readNotice } from '#app/auth/read-notice.ts'
import { redirectSignedIn } from '#app/auth/redirect-signed-in.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { requestCode } from '#app/auth/request-code.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Sign in')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = await redirectSignedIn(request, context)
  const last = await readLastMethod(request)
  const asked = new URL(request.url).searchParams.get('method')
  return {
    next,
    method: (asked ?? last) === 'code' ? ('code' as const) : ('password' as const),
    lastMethod: describeLastMethod(last),
    notice: readNotice(request),
    captchaKey: readCaptchaKey(),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  if (form.get('intent') === 'code') return requestCode('sign-in', form, { request, context })

  const submission = parseWithZod(form, { schema: signInSchema })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })

  const { email, password } = submission.value
  const next = safeNext(submission.value.next)
  const options = { captchaToken: readCaptchaToken(form) }
  const { error } = await getSupabase(request, context).auth.signInWithPassword({ email, password, options })
  if (!error) {
    const headers = new Headers()
    await rememberMethod(headers, 'password')
    return redirectWithSession(context, next, headers)
  }
  // Auth tells this only to who knows the password.
  if (error.code === 'email_not_confirmed') {
    const pending = { email, next, kind: 'sign-up' as const }
    return redirectWithSession(context, '/check-mail', await rememberPendingCode(pending))
  }
  return data(submission.reply({ formErrors: [describeAuthError(error)], hideFields: ['password'] }), { status: 400 })
}

export default function SignIn() {
  const { next, method, lastMethod, notice, captchaKey } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const query = `next=${encodeURIComponent(next)}`
  const form = { lastResult, next, captchaKey }
  return (
    <NarrowPage>
      <PageHeader title="Sign in">{lastMethod}</PageHeader>
      <NoticeAlert notice={lastResult ? null : notice} />
      <ProviderButtons next={next} />
      <OrByEmail>or with your email</OrByEmail>
      {method === 'code' ? (
        <EmailForm key="code" intent="code" button="Email me a code" {...form} />
      ) : (
        <PasswordForm key="password" button="Sign in" {...form} />
      )}
      <ul className="mt-3 space-y-3 text-muted">
        <li>
          {method === 'code' ? (
            <Link to={`/sign-in?${query}&method=password`} className="text-link">
              Sign in another way
            </Link>
          ) : (
            <Link to={`/sign-in?${query}&method=code`} className="text-link">
              Email me a code instead
            </Link>
          )}
        </li>
        <li>
          New here?{' '}
          <Link to={`/sign-up?${query}`} className="text-link">
            Create an account
          </Link>
        </li>
      </ul>
    </NarrowPage>
  )
}
