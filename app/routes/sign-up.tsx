import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { readCaptchaKey } from '#app/auth/captcha.server.ts'
import { EmailForm } from '#app/auth/email-form.tsx'
import { OrByEmail, ProviderButtons } from '#app/auth/provider-buttons.tsx'
import { redirectSignedIn } from '#app/auth/redirect-signed-in.server.ts'
import { requestCode } from '#app/auth/request-code.server.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Create your account')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { next: await redirectSignedIn(request, context), captchaKey: readCaptchaKey() }
}

/** The same answer whether the address is new or known: it must not tell who has an account. */
export async function action({ request, context }: ActionFunctionArgs) {
  return requestCode('sign-up', await request.formData(), { request, context })
}

export default function SignUp() {
  const { next, captchaKey } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  return (
    <NarrowPage>
      <PageHeader title="Create your account">The same account works here and in the iPhone app.</PageHeader>
      <ProviderButtons next={next} />
      <OrByEmail>or with your email</OrByEmail>
      <EmailForm
        intent="create"
        button="Create account"
        hint="We send you a code. You can choose a password afterwards, or never."
        lastResult={lastResult}
        next={next}
        captchaKey={captchaKey}
      />
      <p className="mt-6 text-muted">
        Already a subscriber, here or in the app?{' '}
        <Link to={`/sign-in?next=${encodeURIComponent(next)}`} className="text-link">
          Sign in the way you did before
        </Link>
      </p>
    </NarrowPage>
  )
}
