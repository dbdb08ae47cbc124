import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { decideReturnState, type ReturnState } from '#app/billing/decide-return-state.ts'
import { orOffline, unlessOffline } from '#app/billing/or-offline.ts'
import { ownsExtra } from '#app/billing/owns-extra.ts'
import { readOrder, toIntentId } from '#app/billing/read-order.ts'
import { readPayment } from '#app/billing/read-payment.server.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { refresh } from '#app/billing/refresh.server.ts'
import { ReturnStatus } from '#app/billing/return-status.tsx'
import { extraReturnWords } from '#app/billing/return-words.ts'
import { useAskAgain } from '#app/billing/use-ask-again.ts'
import { usePaymentStatus } from '#app/billing/use-payment-status.ts'
import { useRefresh } from '#app/billing/use-refresh.ts'
import { ButtonLink } from '#app/components/button.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Your payment')]

/** A secret in the address counts only when its payment is the reader's own: row level security knows. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  // Without the query: it holds a client secret, which has no place in the address of the sign-in page.
  if (!(await readUser(request, context))) throw redirectWithSession(context, '/sign-in?next=/extras/return')
  const order = readOrder(new URL(request.url).searchParams)
  const payment = order && (await readPayment(getSupabase(request, context), toIntentId(order.clientSecret)))
  return {
    order: payment ? order : null,
    extraId: payment?.extra_id ?? null,
    isOwned: payment !== null && ownsExtra(payment, payment.extra_id),
    setup: readPaymentsSetup(),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return refresh(getSupabase(request, context))
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)

export const shouldRevalidate = unlessOffline

export default function ExtrasReturn() {
  const { order, extraId, isOwned, setup } = useLoaderData<typeof loader>()
  const payment = usePaymentStatus(setup, order)
  const isAsking = useRefresh() === null
  const state = decideReturnState({ payment, isDelivered: isOwned, isFromCheckout: false, isAsking, refusal: null })
  useAskAgain(state === 'unlocking')
  return (
    <NarrowPage>
      <ReturnStatus words={extraReturnWords[state]}>
        <NextSteps state={state} extraId={extraId} />
      </ReturnStatus>
    </NarrowPage>
  )
}

function NextSteps({ state, extraId }: { state: ReturnState; extraId: string | null }) {
  if (state === 'asking') return null
  return (
    <>
      {extraId && (state === 'failed' || state === 'canceled') ? (
        <ButtonLink to={`/extras/${extraId}`}>Try again</ButtonLink>
      ) : null}
      {state === 'done' || state === 'unlocking' ? <ButtonLink to="/lessons">To the lessons</ButtonLink> : null}
      <ButtonLink to="/account" variant="secondary">
        To your account
      </ButtonLink>
    </>
  )
}
