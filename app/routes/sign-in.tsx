import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { signInSchema } from '#app/auth/credentials.server.ts'
import { CredentialsForm } from '#app/auth/credentials-form.tsx'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { rememberPendingSignUp } from '#app/auth/pending-sign-up.server.ts'
import { redirectSignedIn } from '#app/auth/redirect-signed-in.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Sign in')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { next: await redirectSignedIn(request, context) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: signInSchema })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })

  const { email, password } = submission.value
  const next = safeNext(submission.value.next)
  const { error } = await getSupabase(request, context).auth.signInWithPassword({ email, password })
  if (!error) return redirectWithSession(context, next)
  if (error.code === 'email_not_confirmed') {
    return redirectWithSession(context, '/sign-up/check-mail', await rememberPendingSignUp({ email, next }))
  }
  return data(submission.reply({ formErrors: [describeAuthError(error)], hideFields: ['password'] }), { status: 400 })
}

export default function SignIn() {
  const { next } = useLoaderData<typeof loader>()
  return (
    <NarrowPage>
      <PageHeader title="Sign in" />
      <CredentialsForm kind="sign-in" lastResult={useActionData<typeof action>()} next={next} />
      <p className="mt-6 text-muted">
        New here?{' '}
        <Link to={`/sign-up?next=${encodeURIComponent(next)}`} className="text-link">
          Create an account
        </Link>
      </p>
    </NarrowPage>
  )
}
