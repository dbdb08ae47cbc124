import { type AppLoadContext, data } from '@remix-run/node'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase, type Supabase } from '#app/auth/supabase.server.ts'
import { type BillingResult, callBilling } from '#app/billing/call-billing.server.ts'
import { readCancelReason } from '#app/billing/cancel-reasons.ts'

type Answer = { tone: 'good' | 'bad'; text: string }

/** Does what a button of the account's overview asks for, and says what came of it. */
export async function actOnAccount(request: Request, context: AppLoadContext): Promise<Response | Answer> {
  const form = await request.formData()
  const supabase = getSupabase(request, context)
  switch (form.get('intent')) {
    case 'cancel':
      return cancel(supabase, form)
    case 'resume':
      return tell(await callBilling(supabase, 'resume'), 'Your subscription goes on as before.')
    case 'keep-plan':
      return tell(await callBilling(supabase, 'keep-plan'), 'You keep your plan. The planned change is undone.')
    case 'portal':
      return openPortal(supabase, context)
    case 'dismiss':
      return dismissNotices(supabase, context, form.getAll('notice').map(Number))
    default:
      throw data(null, { status: 400 })
  }
}

async function cancel(supabase: Supabase, form: FormData): Promise<Answer> {
  const result = await callBilling(supabase, 'cancel', readCancelReason(form))
  const isOver = result.ok && result.value.status === 'expired'
  return tell(
    result,
    isOver
      ? 'Your trial has ended. Nothing was charged.'
      : 'Your subscription will end. Until then everything stays open.',
  )
}

async function openPortal(supabase: Supabase, context: AppLoadContext): Promise<Response | Answer> {
  const result = await callBilling(supabase, 'portal')
  return result.ok ? redirectAfterPost(context, result.value.url) : tell(result, '')
}

/** Row level security lets a person delete their own notices only; one that is gone already is as good as deleted. */
async function dismissNotices(supabase: Supabase, context: AppLoadContext, ids: number[]): Promise<Response> {
  const { error, status } = await supabase.from('notices').delete().in('id', ids)
  if (error) throw data(null, { status: status >= 500 || status === 0 ? 503 : 400 })
  return redirectAfterPost(context, '/account')
}

function tell(result: BillingResult<'cancel' | 'resume' | 'keep-plan' | 'portal'>, done: string): Answer {
  return result.ok ? { tone: 'good', text: done } : { tone: 'bad', text: result.message }
}
