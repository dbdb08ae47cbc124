import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { readCaptchaKey } from '#app/auth/captcha.server.ts'
import { EmailForm } from '#app/auth/email-form.tsx'
import { readUser } from '#app/auth/read-user.server.ts'
import { requestCode } from '#app/auth/request-code.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Forgot your password?')]

/** Open to who is signed in as well: changing the account asks for a password that may be forgotten. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await readUser(request, context)
  const next = safeNext(new URL(request.url).searchParams.get('next'))
  return { next, email: user?.email ?? '', captchaKey: readCaptchaKey() }
}

/** One answer for every address: this form must not tell who has an account. */
export async function action({ request, context }: ActionFunctionArgs) {
  return requestCode('recovery', await request.formData(), { request, context })
}

export default function ForgotPassword() {
  const { next, email, captchaKey } = useLoaderData<typeof loader>()
  return (
    <NarrowPage>
      <PageHeader title="Forgot your password?">
        We send you a link and a code. With either of them you can choose a new password.
      </PageHeader>
      <EmailForm
        intent="reset"
        button="Email me a code"
        email={email}
        lastResult={useActionData<typeof action>()}
        next={next}
        captchaKey={captchaKey}
      />
      <p className="mt-6 text-muted">
        You remember it?{' '}
        <Link to={`/sign-in?next=${encodeURIComponent(next)}`} className="text-link">
          Sign in
        </Link>
      </p>
    </NarrowPage>
  )
}
