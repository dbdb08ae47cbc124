import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { callBilling } from '#app/billing/call-billing.server.ts'
import { describePlan } from '#app/billing/describe-plan.ts'
import { OrderSummary } from '#app/billing/order-summary.tsx'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { StartPayment } from '#app/billing/start-payment.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  toTitle(page ? `Subscribe to ${page.plan.name}` : 'Subscribe'),
]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireUser(request, context)
  const plan = (await readPlans(getSupabase(request, context))).find(({ id }) => id === params.plan)
  if (!plan) throw data(null, { status: 404 })
  return { plan: describePlan(plan, readLocale(request)), setup: readPaymentsSetup() }
}

/** Asks the billing function for the payment of this plan. It decides whether there may be one; asking twice gives the same. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  await requireUser(request, context)
  const result = await callBilling(getSupabase(request, context), 'subscribe', { plan_id: params.plan ?? '' })
  if (!result.ok && result.code === 'plan_not_found') throw data(null, { status: 404 })
  if (!result.ok) return { clientSecret: null, refusal: result.code }
  if (result.value.kind === 'redirect') return redirect(result.value.url, 303)
  if (result.value.kind === 'done') return redirect('/subscribe/return')
  return { clientSecret: result.value.client_secret, refusal: null }
}

export default function Subscribe() {
  const { plan, setup } = useLoaderData<typeof loader>()
  const payLabel = `Pay ${plan.price}`
  const terms = `${plan.price} is charged now and then every ${plan.interval}, until you end the subscription in your account. You keep what you have paid for until the ${plan.interval} is over.`
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={`Subscribe to ${plan.name}`} />
      <div className="grid gap-8 md:grid-cols-[1fr_20rem] md:items-start">
        <StartPayment key={plan.id} setup={setup} payLabel={payLabel} terms={terms} />
        <OrderSummary plan={plan} />
      </div>
    </div>
  )
}
