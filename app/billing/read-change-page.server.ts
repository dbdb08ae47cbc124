import type { Supabase } from '#app/auth/supabase.server.ts'
import { decideChangeRefusal, pickChangeable } from '#app/billing/decide-change-refusal.ts'
import { describePlan } from '#app/billing/describe-plan.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

/** The plans to choose from, or why there is nothing to choose. `returnedInvoice`: Stripe sent the browser back from paying it. */
export async function readChangePage(supabase: Supabase, request: Request) {
  const locale = readLocale(request)
  const [plans, subscriptions] = await Promise.all([readPlans(supabase), readSubscriptions(supabase)])
  const nameOf = (planId: string) => plans.find(({ id }) => id === planId)?.name ?? 'your plan'
  const current = pickChangeable(subscriptions)
  const query = new URL(request.url).searchParams
  return {
    locale,
    plans: plans.map((plan) => describePlan(plan, locale)),
    currentPlanId: current?.plan_id ?? null,
    refusal: decideChangeRefusal(subscriptions),
    planned: current?.next_plan_id
      ? {
          currentPlan: nameOf(current.plan_id ?? ''),
          nextPlan: nameOf(current.next_plan_id),
          changesOn: formatDate(current.expires_at, locale),
        }
      : null,
    returnedInvoice: query.has('payment_intent_client_secret') ? query.get('invoice') : null,
    setup: readPaymentsSetup(),
  }
}
