import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { describeFreePlan, describePlan, type PlanWords } from '#app/billing/describe-plan.ts'
import { pickRunningSubscriptions } from '#app/billing/pick-subscriptions.ts'
import { PlanCard } from '#app/billing/plan-card.tsx'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { Badge } from '#app/components/badge.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction = () => [toTitle('Pricing')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await readUser(request, context)
  const supabase = getSupabase(request, context)
  const [plans, subscriptions] = await Promise.all([readPlans(supabase), user ? readSubscriptions(supabase) : []])
  const locale = readLocale(request)
  return {
    isSignedIn: user !== null,
    freePlan: describeFreePlan(plans, locale),
    plans: plans.map((plan) => describePlan(plan, locale)),
    runningPlanIds: pickRunningSubscriptions(subscriptions).map(({ plan_id }) => plan_id),
  }
}

export default function Pricing() {
  const { isSignedIn, freePlan, plans, runningPlanIds } = useLoaderData<typeof loader>()
  const isSubscriber = runningPlanIds.length > 0
  return (
    <>
      <PageHeader title="One plan for the web and the iPhone">
        Pay here by card, or in the app through the App Store. Either way the same account opens the same lessons on
        both.
      </PageHeader>
      <div className="grid gap-5 md:grid-cols-3">
        <PlanCard plan={freePlan}>
          {isSignedIn ? null : (
            <ButtonLink to="/sign-up" isWide variant="secondary">
              Create an account
            </ButtonLink>
          )}
        </PlanCard>
        {plans.map((plan, index) => (
          <PlanColumn
            key={plan.id}
            plan={plan}
            isTop={index === plans.length - 1}
            isCurrent={runningPlanIds.includes(plan.id)}
            isForSale={!isSubscriber}
          />
        ))}
      </div>
      <p className="mt-8 text-muted">
        {isSubscriber ? (
          <Link to="/account" className="text-link">
            Manage your subscription
          </Link>
        ) : (
          'Prices are for one month and renew until you end the subscription, which takes two clicks in your account.'
        )}
      </p>
    </>
  )
}

type PlanColumnProps = { plan: PlanWords; isTop: boolean; isCurrent: boolean; isForSale: boolean }

/** Subscribers see no button: the server refuses a second subscription, and a button that only leads there would tease. */
function PlanColumn({ plan, isTop, isCurrent, isForSale }: PlanColumnProps) {
  return (
    <PlanCard
      plan={plan}
      isLifted={isForSale ? isTop : isCurrent}
      badge={isCurrent ? <Badge tone="good">Your plan</Badge> : null}
    >
      {isForSale ? (
        <ButtonLink to={`/subscribe/${plan.id}`} isWide variant={isTop ? 'primary' : 'secondary'}>
          Subscribe to {plan.name}
        </ButtonLink>
      ) : null}
    </PlanCard>
  )
}
