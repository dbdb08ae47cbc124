import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { deleteAccount } from '#app/account/delete-account.server.ts'
import { DeleteForm } from '#app/account/delete-form.tsx'
import { DeletionFacts } from '#app/account/deletion-facts.tsx'
import { describeDeletion } from '#app/account/describe-deletion.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { orOffline, unlessOffline } from '#app/billing/or-offline.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction = () => [toTitle('Delete your account')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { email } = await requireFreshSignIn(request, context)
  const supabase = getSupabase(request, context)
  const [plans, subscriptions] = await Promise.all([readPlans(supabase), readSubscriptions(supabase)])
  const reader = { plans, locale: readLocale(request), now: new Date() }
  return { email, notes: describeDeletion(subscriptions, reader) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireFreshSignIn(request, context)
  const form = await request.formData()
  if (form.get('understood') !== 'yes') {
    return { kind: 'refused' as const, text: 'Please tick the box first. Nothing was deleted.' }
  }
  return deleteAccount(request, context)
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)
export const shouldRevalidate = unlessOffline

const lostConnection =
  'We could not reach the server, so we do not know how far it came. Check your connection, then try again: nothing is done twice.'

export default function DeleteAccount() {
  const { email, notes } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action | typeof clientAction>()
  const intro = (
    <>
      The account of <span className="break-words text-ink">{email}</span>, here and in the app. It is done at once.
    </>
  )
  return (
    <AccountFrame title="Delete your account" intro={intro}>
      <div className="space-y-6">
        {answer ? (
          <FocusedAlert tone="bad">{answer.kind === 'refused' ? answer.text : lostConnection}</FocusedAlert>
        ) : null}
        <DeletionFacts notes={notes} />
        <DeleteForm />
      </div>
    </AccountFrame>
  )
}
