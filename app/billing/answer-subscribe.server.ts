import { data, redirect } from '@remix-run/node'
import type { User } from '#app/auth/read-user.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { rememberPayment } from '#app/billing/begun-payment.server.ts'
import { type BillingRefusal, callBilling } from '#app/billing/call-billing.server.ts'
import { describeOffer } from '#app/billing/describe-offer.ts'
import { openCustomerSession } from '#app/billing/open-customer-session.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

/** What the form of the subscribe page asks: the purchase, a promotion code, or the saved cards. */
export async function answerSubscribe(supabase: Supabase, user: User, planId: string, request: Request) {
  const form = await request.formData()
  const isTrial = form.get('trial') === 'yes'
  const code = String(form.get('promotion_code') ?? '').trim()
  switch (form.get('intent')) {
    case 'subscribe':
      return subscribe(supabase, user, { plan_id: planId, trial: isTrial, ...(code && { promotion_code: code }) })
    case 'promotion':
      return checkPromotion(supabase, planId, { code, isTrial, locale: readLocale(request) })
    case 'session':
      return openCustomerSession(supabase)
    default:
      throw data(null, { status: 400 })
  }
}

type Purchase = { plan_id: string; trial: boolean; promotion_code?: string }

async function subscribe(supabase: Supabase, user: User, purchase: Purchase) {
  const result = await callBilling(supabase, 'subscribe', purchase)
  if (!result.ok) return refuse(result)
  const { value } = result
  if (value.kind === 'redirect') throw redirect(value.url, 303)
  if (value.kind === 'done') throw redirect('/subscribe/return', 303)
  const order = { kind: value.kind, clientSecret: value.client_secret }
  const cookie = await rememberPayment(user.id, value.client_secret, purchase.plan_id)
  return data(order, { headers: { 'Set-Cookie': cookie } })
}

type Asked = { code: string; isTrial: boolean; locale: string }

async function checkPromotion(supabase: Supabase, planId: string, { code, isTrial, locale }: Asked) {
  const plan = (await readPlans(supabase)).find(({ id }) => id === planId)
  if (!plan) throw data(null, { status: 404 })
  const result = await callBilling(supabase, 'promotion', { plan_id: planId, promotion_code: code })
  if (!result.ok) return refuse(result)
  const promotion = { code, ...result.value }
  return { kind: 'promotion' as const, offer: describeOffer(plan, { isTrial, promotion, locale, now: new Date() }) }
}

function refuse({ code, message }: BillingRefusal) {
  if (code === 'plan_not_found') throw data(null, { status: 404 })
  return { kind: 'refused' as const, code, message }
}
