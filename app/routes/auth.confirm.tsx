import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { describeAuthError } from '#app/auth/describe-auth-error.server.ts'
import { forgetPendingSignUp, readPendingSignUp } from '#app/auth/pending-sign-up.server.ts'
import { readLinkNext } from '#app/auth/read-link-next.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Confirm your email')]

/** Opening the link changes nothing: mail scanners open every link, and would use it up before its owner comes. */
export function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  return { tokenHash: query.get('token_hash') ?? '', next: readLinkNext(query.get('next')) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const tokenHash = String(form.get('token_hash') ?? '')
  const { error } = await getSupabase(request, context).auth.verifyOtp({ token_hash: tokenHash, type: 'email' })
  if (error) return data({ message: describeAuthError(error) }, { status: 400 })

  const pending = await readPendingSignUp(request)
  return redirectWithSession(context, safeNext(form.get('next') ?? pending?.next), await forgetPendingSignUp())
}

export default function ConfirmEmail() {
  const { tokenHash, next } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const isPending = useNavigation().state !== 'idle'
  const fault = tokenHash ? result?.message : 'This link is not complete. Open it again from the email.'
  return (
    <NarrowPage>
      <PageHeader title="Confirm your email">One press, and your account is ready.</PageHeader>
      {fault ? (
        <div className="mb-6">
          <Alert tone="bad">
            {fault}{' '}
            <Link to="/sign-up/check-mail" className="text-link">
              Enter the code instead
            </Link>
          </Alert>
        </div>
      ) : null}
      {tokenHash ? (
        <Form method="post">
          <input type="hidden" name="token_hash" value={tokenHash} />
          {next ? <input type="hidden" name="next" value={next} /> : null}
          <Button isWide isPending={isPending} pendingLabel="Confirming…">
            Confirm my email
          </Button>
        </Form>
      ) : null}
    </NarrowPage>
  )
}
