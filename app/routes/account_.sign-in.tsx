import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { actOnSignIn } from '#app/account/act-on-sign-in.server.ts'
import { describeMethods } from '#app/account/describe-methods.ts'
import { describeSessions } from '#app/account/describe-sessions.ts'
import { describeDone, describeGoOn } from '#app/account/done-words.ts'
import { EmailSection } from '#app/account/email-section.tsx'
import { MethodsSection } from '#app/account/methods-section.tsx'
import { NameSection } from '#app/account/name-section.tsx'
import { readProfile } from '#app/account/read-profile.server.ts'
import { readSessions } from '#app/account/read-sessions.server.ts'
import { readSignInMethods } from '#app/account/read-sign-in-methods.server.ts'
import { SessionsSection } from '#app/account/sessions-section.tsx'
import { readNotice } from '#app/auth/read-notice.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction = () => [toTitle('Sign-in and security')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  const supabase = getSupabase(request, context)
  const [profile, methods, sessions] = await Promise.all([
    readProfile(request, context),
    readSignInMethods(supabase),
    readSessions(supabase),
  ])
  const [query, locale] = [new URL(request.url).searchParams, readLocale(request)]
  return {
    ...profile,
    notice: readNotice(request) ?? describeDone(query.get('done')) ?? describeGoOn(query.get('connect')),
    methods: describeMethods(methods, locale),
    sessions: describeSessions(sessions, locale, new Date()),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return actOnSignIn({ request, context, form: await request.formData() })
}

export default function SignInAndSecurity() {
  const { name, pendingEmail, notice, methods, sessions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() ?? notice
  return (
    <AccountFrame title="Sign-in and security" intro="Who you are, how you get in, and where you are signed in.">
      <div className="space-y-6">
        {answer ? <FocusedAlert tone={answer.tone}>{answer.text}</FocusedAlert> : null}
        <NameSection name={name} />
        <EmailSection email={methods.email} isPrivate={methods.isPrivateEmail} pendingEmail={pendingEmail} />
        <MethodsSection methods={methods} />
        <SessionsSection sessions={sessions} />
      </div>
    </AccountFrame>
  )
}
