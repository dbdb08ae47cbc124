import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { readSignInMethods } from '#app/account/read-sign-in-methods.server.ts'
import { actOnVerify } from '#app/auth/act-on-verify.server.ts'
import { readCaptchaKey } from '#app/auth/captcha.server.ts'
import { NoticeAlert } from '#app/auth/notice-alert.tsx'
import { PasswordForm } from '#app/auth/password-form.tsx'
import { OrByEmail, ProviderButtons } from '#app/auth/provider-buttons.tsx'
import { isProvider } from '#app/auth/providers.ts'
import { readNotice } from '#app/auth/read-notice.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { hasFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { VerifyByCode } from '#app/auth/verify-by-code.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Confirm that it is you')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await requireUser(request, context)
  const query = new URL(request.url).searchParams
  const next = safeNext(query.get('next'))
  if (await hasFreshSignIn(request, context)) throw redirectWithSession(context, next)
  const methods = await readSignInMethods(getSupabase(request, context))
  return {
    next,
    email: user.email,
    hasPassword: methods.has_password,
    offered: methods.identities.map(({ provider }) => provider).filter(isProvider),
    isCodeSent: query.has('sent'),
    notice: readNotice(request),
    captchaKey: readCaptchaKey(),
  }
}

export function action({ request, context }: ActionFunctionArgs) {
  return actOnVerify({ request, context })
}

export default function Verify() {
  const { next, email, hasPassword, offered, isCodeSent, notice, captchaKey } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const passwordForm = hasPassword && !isCodeSent
  return (
    <NarrowPage>
      <PageHeader title="Confirm that it is you">
        You are signed in as <strong className="font-semibold break-words text-ink">{email}</strong>. What comes next
        changes your account, so we ask once more.
      </PageHeader>
      <NoticeAlert notice={result ? null : notice} />
      {passwordForm ? (
        <>
          <PasswordForm
            email={email}
            button="Confirm"
            lastResult={result?.password}
            next={next}
            captchaKey={captchaKey}
          />
          <OrByEmail>or</OrByEmail>
        </>
      ) : null}
      <VerifyByCode isSent={isCodeSent} next={next} result={result} captchaKey={captchaKey} />
      {hasPassword && isCodeSent ? (
        <p className="mt-5">
          <Link to={`/account/verify?next=${encodeURIComponent(next)}`} className="text-link">
            Sign in another way
          </Link>
        </p>
      ) : null}
      {offered.length > 0 ? (
        <>
          <OrByEmail>or</OrByEmail>
          <ProviderButtons next={next} offered={offered} purpose="verify" />
        </>
      ) : null}
    </NarrowPage>
  )
}
