import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { actOnPlan } from '#app/billing/act-on-plan.server.ts'
import { ChangePreview } from '#app/billing/change-preview.tsx'
import { ChangeRefusal } from '#app/billing/change-refusal.tsx'
import { FinishChange } from '#app/billing/finish-change.tsx'
import { FinishInvoice } from '#app/billing/finish-invoice.tsx'
import { PlanChoice } from '#app/billing/plan-choice.tsx'
import { PlannedChange } from '#app/billing/planned-change.tsx'
import { readChangePage } from '#app/billing/read-change-page.server.ts'
import { FocusedPart } from '#app/components/focused-part.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Change plan')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  return readChangePage(getSupabase(request, context), request)
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return actOnPlan(request, context)
}

export default function ChangePlan() {
  return (
    <AccountFrame title="Change plan" intro="You see what a change costs before you make it.">
      <CurrentStep />
    </AccountFrame>
  )
}

/** An answer speaks before the page: after a press the page may already know of the change that is being paid. */
function CurrentStep() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer?.kind === 'payment') {
    const plan = page.plans.find(({ id }) => id === answer.planId)?.name ?? 'the new plan'
    return <FinishChange key={answer.clientSecret} setup={page.setup} locale={page.locale} plan={plan} {...answer} />
  }
  if (page.returnedInvoice) return <FinishInvoice invoiceId={page.returnedInvoice} />
  if (answer?.kind === 'refused') {
    return (
      <FocusedPart>
        <ChangeRefusal code={answer.code} />
      </FocusedPart>
    )
  }
  if (page.refusal) return <ChangeRefusal code={page.refusal} />
  if (page.planned) return <PlannedChange {...page.planned} />
  if (answer?.kind !== 'preview') return <PlanChoice plans={page.plans} currentPlanId={page.currentPlanId} />
  return (
    <FocusedPart key={answer.words.prorationDate}>
      <ChangePreview words={answer.words} isRenewed={answer.isRenewed} />
    </FocusedPart>
  )
}
