import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { callBilling } from '#app/billing/call-billing.server.ts'
import { decideReturnState } from '#app/billing/decide-return-state.ts'
import { readEntitlements } from '#app/billing/read-entitlements.server.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { ReturnStatus } from '#app/billing/return-status.tsx'
import { usePaymentStatus } from '#app/billing/use-payment-status.ts'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Your payment')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  // Without the query: it holds a client secret, which has no place in the address of the sign-in page.
  if (!(await readUser(request, context))) throw redirectWithSession(context, '/sign-in?next=/subscribe/return')

  const supabase = getSupabase(request, context)
  // Asks Stripe now instead of waiting for its webhook. Safe to repeat; when it fails the webhook still comes.
  await callBilling(supabase, 'refresh')
  const [entitlements, subscriptions] = await Promise.all([readEntitlements(supabase), readSubscriptions(supabase)])
  const unpaid = subscriptions.find(({ store, status }) => store === 'stripe' && status === 'incomplete')
  return {
    hasAccess: entitlements.length > 0,
    retryPath: unpaid?.plan_id ? `/subscribe/${unpaid.plan_id}` : '/pricing',
    setup: readPaymentsSetup(),
  }
}

export default function SubscribeReturn() {
  const { hasAccess, retryPath, setup } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const status = usePaymentStatus(setup, query.get('payment_intent_client_secret'))
  return (
    <NarrowPage>
      <ReturnStatus state={decideReturnState(status, hasAccess)} retryPath={retryPath} />
    </NarrowPage>
  )
}
