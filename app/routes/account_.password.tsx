import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { PasswordForm } from '#app/account/password-form.tsx'
import { readSignInMethods } from '#app/account/read-sign-in-methods.server.ts'
import { savePassword } from '#app/account/save-password.server.ts'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

type Loaded = { hasPassword: boolean }

const toHeading = (page: Loaded | undefined) => (page?.hasPassword ? 'Change your password' : 'Choose a password')

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [toTitle(toHeading(page))]

/** Also where a mail for a forgotten password leads: its link is a fresh sign-in. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await requireFreshSignIn(request, context)
  const { has_password } = await readSignInMethods(getSupabase(request, context))
  return { email: user.email, hasPassword: has_password, ...readWay(request) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { email } = await requireFreshSignIn(request, context)
  const answer = await savePassword(await request.formData(), email, { request, context })
  if (answer) return data(answer, { status: 400 })
  const { isFirst, next } = readWay(request)
  return redirectAfterPost(context, isFirst ? next : '/account/sign-in?done=password')
}

/** `?first`: on the way in after signing up. */
function readWay(request: Request): { isFirst: boolean; next: string } {
  const query = new URL(request.url).searchParams
  return { isFirst: query.has('first'), next: safeNext(query.get('next')) }
}

export default function Password() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <NarrowPage>
      <PageHeader title={toHeading(page)}>
        For <span className="break-words text-ink">{page.email}</span>, here and in the app.
        {page.hasPassword ? ' Your other devices are signed out when you save it.' : null}
      </PageHeader>
      <PasswordForm email={page.email} lastResult={answer?.lastResult} asksForCode={answer?.asksForCode ?? false} />
      <p className="mt-6">
        {page.isFirst ? (
          <Link to={page.next} className="text-link inline-flex min-h-11 items-center">
            Skip: I sign in with a code
          </Link>
        ) : (
          <Link to="/account/sign-in" className="text-link inline-flex min-h-11 items-center">
            Back to sign-in and security
          </Link>
        )}
      </p>
    </NarrowPage>
  )
}
