import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { decideReturnState, type ReturnState } from '#app/billing/decide-return-state.ts'
import { orOffline, unlessOffline } from '#app/billing/or-offline.ts'
import { readReturnPage } from '#app/billing/read-return-page.server.ts'
import { refresh } from '#app/billing/refresh.server.ts'
import { RefreshWithoutScript } from '#app/billing/refresh-without-script.tsx'
import { ReturnStatus } from '#app/billing/return-status.tsx'
import { returnWords } from '#app/billing/return-words.ts'
import { useAskAgain } from '#app/billing/use-ask-again.ts'
import { usePaymentStatus } from '#app/billing/use-payment-status.ts'
import { useRefresh } from '#app/billing/use-refresh.ts'
import { ButtonLink } from '#app/components/button.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Your payment')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await readUser(request, context)
  // Without the query: it holds a client secret, which has no place in the address of the sign-in page.
  if (!user) throw redirectWithSession(context, '/sign-in?next=/subscribe/return')
  return readReturnPage(getSupabase(request, context), user, request)
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return refresh(getSupabase(request, context))
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)

export const shouldRevalidate = unlessOffline

export default function SubscribeReturn() {
  const { order, isSubscriber, isFromCheckout, trialEndsOn, planId, setup } = useLoaderData<typeof loader>()
  const payment = usePaymentStatus(setup, order)
  const withoutScript = useActionData<typeof action>()
  const refreshed = useRefresh() ?? withoutScript ?? null
  const state = decideReturnState({
    payment,
    isDelivered: isSubscriber,
    isFromCheckout,
    isAsking: refreshed === null,
    refusal: refreshed?.refusal ?? null,
  })
  useAskAgain(state === 'unlocking')
  const isTrial = state === 'done' && trialEndsOn !== null
  const words = isTrial
    ? { ...returnWords.done, text: `Your free trial runs until ${trialEndsOn}, here and in the iPhone app.` }
    : returnWords[state]
  return (
    <NarrowPage>
      <ReturnStatus words={words}>
        <NextSteps state={state} planId={planId} />
      </ReturnStatus>
    </NarrowPage>
  )
}

function NextSteps({ state, planId }: { state: ReturnState; planId: string | null }) {
  if (state === 'asking') return <RefreshWithoutScript />
  const planPath = planId ? `/subscribe/${planId}` : '/pricing'
  return (
    <>
      {state === 'failed' || state === 'canceled' ? <ButtonLink to={planPath}>Try again</ButtonLink> : null}
      {state === 'nothing' ? <ButtonLink to="/pricing">See the plans</ButtonLink> : null}
      {state === 'trial_used' ? (
        <ButtonLink to={planId ? `${planPath}?trial=no` : '/pricing'}>Subscribe without a trial</ButtonLink>
      ) : null}
      {state === 'done' || state === 'unlocking' ? <ButtonLink to="/lessons">To the lessons</ButtonLink> : null}
      <ButtonLink to="/account" variant="secondary">
        To your account
      </ButtonLink>
    </>
  )
}
