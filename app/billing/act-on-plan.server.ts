import { type AppLoadContext, data } from '@remix-run/node'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase, type Supabase } from '#app/auth/supabase.server.ts'
import { type BillingRefusal, callBilling } from '#app/billing/call-billing.server.ts'
import { pickChangeable } from '#app/billing/decide-change-refusal.ts'
import { type ChangeWords, describeChange } from '#app/billing/describe-change.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export type PlanAnswer =
  | { kind: 'preview'; words: ChangeWords; isRenewed: boolean }
  | { kind: 'payment'; planId: string; clientSecret: string; invoiceId: string }
  | { kind: 'unfinished' }
  | { kind: 'refused'; code: BillingRefusal['code'] }

/** The steps of changing a plan: `preview` what it costs, `change`, and `finish` what the browser has paid for. */
export async function actOnPlan(request: Request, context: AppLoadContext): Promise<Response | PlanAnswer> {
  const form = await request.formData()
  const supabase = getSupabase(request, context)
  const planId = String(form.get('plan') ?? '')
  switch (form.get('intent')) {
    case 'preview':
      return preview(supabase, { planId, locale: readLocale(request), isRenewed: false })
    case 'change': {
      const answer = await change(supabase, context, planId, form)
      const isStale = 'kind' in answer && answer.kind === 'refused' && answer.code === 'preview_expired'
      return isStale ? preview(supabase, { planId, locale: readLocale(request), isRenewed: true }) : answer
    }
    case 'finish':
      return finish(supabase, context, String(form.get('invoice') ?? ''))
    default:
      throw data(null, { status: 400 })
  }
}

type Wish = { planId: string; locale: string; isRenewed: boolean }

async function preview(supabase: Supabase, { planId, locale, isRenewed }: Wish): Promise<PlanAnswer> {
  const [plans, subscriptions] = await Promise.all([readPlans(supabase), readSubscriptions(supabase)])
  const plan = plans.find(({ id }) => id === planId)
  if (!plan) throw data(null, { status: 404 })
  const result = await callBilling(supabase, 'preview-change', { plan_id: planId })
  if (!result.ok) return { kind: 'refused', code: result.code }

  const currentId = pickChangeable(subscriptions)?.plan_id
  const currentPlan = plans.find(({ id }) => id === currentId)?.name ?? 'your plan'
  return { kind: 'preview', words: describeChange(result.value, plan, currentPlan, locale), isRenewed }
}

/** With the moment of the preview, so that the charge equals it to the cent. */
async function change(
  supabase: Supabase,
  context: AppLoadContext,
  planId: string,
  form: FormData,
): Promise<Response | PlanAnswer> {
  const prorationDate = Number(form.get('proration_date')) || undefined
  const body = { plan_id: planId, ...(prorationDate && { proration_date: prorationDate }) }
  const result = await callBilling(supabase, 'change-plan', body)
  if (!result.ok) return { kind: 'refused', code: result.code }

  const { value } = result
  if (value.kind === 'payment') {
    return { kind: 'payment', planId, clientSecret: value.client_secret, invoiceId: value.invoice_id }
  }
  return redirectAfterPost(context, `/account?done=${value.takes_effect === 'now' ? 'changed' : 'planned'}`)
}

async function finish(supabase: Supabase, context: AppLoadContext, invoiceId: string): Promise<Response | PlanAnswer> {
  const result = await callBilling(supabase, 'invoices/finish', { invoice_id: invoiceId })
  if (!result.ok) return { kind: 'refused', code: result.code }
  return result.value.status === 'paid' ? redirectAfterPost(context, '/account?done=changed') : { kind: 'unfinished' }
}
