import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { changeEmail } from '#app/account/change-email.server.ts'
import { EmailForm } from '#app/account/email-form.tsx'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Change your email')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { email } = await requireFreshSignIn(request, context)
  return { email }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { email } = await requireFreshSignIn(request, context)
  const lastResult = await changeEmail(await request.formData(), email, { request, context })
  if (lastResult) return data({ lastResult }, { status: 400 })
  return redirectAfterPost(context, '/account/sign-in?done=email')
}

export default function ChangeEmail() {
  const { email } = useLoaderData<typeof loader>()
  return (
    <NarrowPage>
      <PageHeader title="Change your email">
        We write to <span className="break-words text-ink">{email}</span> and to the new address. When you have opened
        both mails, the new one takes its place.
      </PageHeader>
      <EmailForm lastResult={useActionData<typeof action>()?.lastResult} />
      <p className="mt-6">
        <Link to="/account/sign-in" className="text-link inline-flex min-h-11 items-center">
          Back to sign-in and security
        </Link>
      </p>
    </NarrowPage>
  )
}
