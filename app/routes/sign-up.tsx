import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { signUpSchema } from '#app/auth/credentials.server.ts'
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

export const meta: MetaFunction = () => [toTitle('Create your account')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { next: await redirectSignedIn(request, context) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: signUpSchema })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })

  const { email, password } = submission.value
  const next = safeNext(submission.value.next)
  const { error } = await getSupabase(request, context).auth.signUp({ email, password })
  if (error) {
    return data(submission.reply({ formErrors: [describeAuthError(error)], hideFields: ['password'] }), { status: 400 })
  }
  // The same answer whether the address is new or known: it must not tell who has an account.
  return redirectWithSession(context, '/sign-up/check-mail', await rememberPendingSignUp({ email, next }))
}

export default function SignUp() {
  const { next } = useLoaderData<typeof loader>()
  return (
    <NarrowPage>
      <PageHeader title="Create your account">The same account works here and in the iPhone app.</PageHeader>
      <CredentialsForm kind="sign-up" lastResult={useActionData<typeof action>()} next={next} />
      <p className="mt-6 text-muted">
        You have one already?{' '}
        <Link to={`/sign-in?next=${encodeURIComponent(next)}`} className="text-link">
          Sign in
        </Link>
      </p>
    </NarrowPage>
  )
}
