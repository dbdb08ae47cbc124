import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { SubscribedBefore } from '#app/auth/subscribed-before.tsx'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { describeExtra, type ExtraWords } from '#app/billing/describe-extra.ts'
import { describeFreePlan, describePlan, type PlanWords } from '#app/billing/describe-plan.ts'
import { ExtraCard } from '#app/billing/extra-card.tsx'
import { findBoughtExtras } from '#app/billing/find-bought-extras.ts'
import { pickRunningSubscriptions } from '#app/billing/pick-subscriptions.ts'
import { PlanCard } from '#app/billing/plan-card.tsx'
import { readBought } from '#app/billing/read-bought.server.ts'
import { readExtraOffers } from '#app/billing/read-extra-offers.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readPurchaseOptions } from '#app/billing/read-purchase-options.server.ts'
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
  const [plans, extras, options, subscriptions, bought] = await Promise.all([
    readPlans(supabase),
    readExtraOffers(supabase),
    user ? readPurchaseOptions(supabase) : null,
    user ? readSubscriptions(supabase) : [],
    user ? readBought(supabase) : null,
  ])
  const locale = readLocale(request)
  const owned = bought && findBoughtExtras(extras, bought)
  // A visitor may have a trial as far as we know; who has had one is told nothing of it.
  const mayTry = (id: string) =>
    !options || options.some(({ planId, isTrialAllowed }) => planId === id && isTrialAllowed)
  return {
    isSignedIn: user !== null,
    freePlan: describeFreePlan(plans, locale),
    plans: plans.map((plan) => describePlan(plan, locale, mayTry(plan.id))),
    extras: extras.map((extra) => ({
      words: describeExtra(extra, locale),
      isOwned: owned?.has(extra.id) ?? false,
    })),
    runningPlanIds: pickRunningSubscriptions(subscriptions).map(({ plan_id }) => plan_id),
  }
}

export default function Pricing() {
  const { isSignedIn, freePlan, plans, extras, runningPlanIds } = useLoaderData<typeof loader>()
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
      {isSubscriber ? null : (
        <div className="mt-3">
          <SubscribedBefore isSignedIn={isSignedIn} />
        </div>
      )}
      {extras.length > 0 ? <Extras extras={extras} /> : null}
    </>
  )
}

function Extras({ extras }: { extras: { words: ExtraWords; isOwned: boolean }[] }) {
  return (
    <section aria-labelledby="extras" className="mt-14">
      <h2 id="extras" className="mb-5 font-display text-title font-semibold tracking-tight">
        Buy once, keep for good
      </h2>
      <div className="space-y-5">
        {extras.map(({ words, isOwned }) => (
          <ExtraCard key={words.id} extra={words} isOwned={isOwned} />
        ))}
      </div>
    </section>
  )
}

type PlanColumnProps = { plan: PlanWords; isTop: boolean; isCurrent: boolean; isForSale: boolean }

/** Subscribers see no button: the server refuses a second subscription, and a button that only leads there would tease. */
function PlanColumn({ plan, isTop, isCurrent, isForSale }: PlanColumnProps) {
  const hasTrial = isForSale && plan.trialDays > 0
  const offer = hasTrial ? <Badge tone="good">{plan.trialDays} days free</Badge> : null
  return (
    <PlanCard
      plan={plan}
      isLifted={isForSale ? isTop : isCurrent}
      badge={isCurrent ? <Badge tone="good">Your plan</Badge> : offer}
    >
      {hasTrial ? (
        <p className="mb-3 text-sm text-muted">
          A card is asked for, and charged {plan.price} only after the {plan.trialDays} days.
        </p>
      ) : null}
      {isForSale ? (
        <ButtonLink to={`/subscribe/${plan.id}`} isWide variant={isTop ? 'primary' : 'secondary'}>
          {hasTrial ? `Try ${plan.name} for free` : `Subscribe to ${plan.name}`}
        </ButtonLink>
      ) : null}
    </PlanCard>
  )
}
