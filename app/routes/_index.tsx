import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { redirectLostSignIn } from '#app/auth/redirect-lost-sign-in.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { describeFreePlan, describePlan } from '#app/billing/describe-plan.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'
import { Hero } from '#app/landing/hero.tsx'
import { HowItWorks } from '#app/landing/how-it-works.tsx'
import { PlanTeaser } from '#app/landing/plan-teaser.tsx'

export const meta: MetaFunction = () => [
  toTitle(null),
  { name: 'description', content: 'One account and one subscription for the web and the iPhone app.' },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  redirectLostSignIn(request)
  const plans = await readPlans(getSupabase(request, context))
  const locale = readLocale(request)
  return { plans: [describeFreePlan(plans, locale), ...plans.map((plan) => describePlan(plan, locale))] }
}

export default function Landing() {
  const { plans } = useLoaderData<typeof loader>()
  return (
    <div className="space-y-20 sm:space-y-28">
      <Hero />
      <HowItWorks />
      <PlanTeaser plans={plans} />
    </div>
  )
}
