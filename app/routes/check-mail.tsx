import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { actOnPendingCode } from '#app/auth/act-on-pending-code.server.ts'
import { readCaptchaKey } from '#app/auth/captcha.server.ts'
import { CodeForm } from '#app/auth/code-form.tsx'
import { type PendingCode, readPendingCode } from '#app/auth/pending-code.server.ts'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { ResendForm } from '#app/auth/resend-form.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Check your mail')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const pending = await readPendingCode(request)
  // Who is signed in may still have forgotten the password.
  const isDone = pending?.kind !== 'recovery' && (await readUser(request, context)) !== null
  if (isDone) throw redirectWithSession(context, pending?.next ?? '/account')
  return { pending, captchaKey: readCaptchaKey() }
}

export function action({ request, context }: ActionFunctionArgs) {
  return actOnPendingCode({ request, context })
}

const wayBack: Record<PendingCode['kind'], string> = {
  'sign-up': '/sign-up?',
  'sign-in': '/sign-in?method=code&',
  recovery: '/forgot-password?',
}

export default function CheckMail() {
  const { pending, captchaKey } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <NarrowPage>
      <PageHeader title="Check your mail">
        <Explanation pending={pending} />
      </PageHeader>
      <CodeForm email={pending?.email ?? null} lastResult={result?.confirm} />
      {pending ? (
        <>
          <ResendForm result={result?.resent ?? null} captchaKey={captchaKey} />
          <p className="mt-6">
            <Link to={`${wayBack[pending.kind]}next=${encodeURIComponent(pending.next)}`} className="text-link">
              Use another address
            </Link>
          </p>
        </>
      ) : (
        <p className="mt-6 text-muted">
          No email?{' '}
          <Link to="/sign-in?method=code" className="text-link">
            Ask for one
          </Link>
        </p>
      )}
    </NarrowPage>
  )
}

function Explanation({ pending }: { pending: PendingCode | null }) {
  if (!pending) return 'Open the link in the email that we sent you, or enter its code here.'
  const address = <strong className="font-semibold break-words text-ink">{pending.email}</strong>
  if (pending.kind === 'sign-up')
    return <>We have written to {address}. Open the link in the email, or enter its code here.</>
  return (
    <>
      If there is an account for {address}, we have written to it. Open the link in the email, or enter its code here.
    </>
  )
}
