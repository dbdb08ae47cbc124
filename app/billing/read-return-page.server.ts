import type { User } from '#app/auth/read-user.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { readBegunPayment } from '#app/billing/begun-payment.server.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { pickRunningSubscriptions } from '#app/billing/pick-subscriptions.ts'
import { readOrder, toIntentId } from '#app/billing/read-order.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

/** What the page after subscribing starts from. A secret that this reader did not get from us is left alone. */
export async function readReturnPage(supabase: Supabase, user: User, request: Request) {
  const query = new URL(request.url).searchParams
  const [rows, begun] = await Promise.all([readSubscriptions(supabase), readBegunPayment(request, user.id)])
  const onWeb = rows.filter(({ store }) => store === 'stripe')
  const running = pickRunningSubscriptions(onWeb)[0]
  const order = readOrder(query)
  return {
    order: order && begun?.intentId === toIntentId(order.clientSecret) ? order : null,
    isSubscriber: running !== undefined,
    isFromCheckout: query.has('session_id'),
    trialEndsOn: running?.period_type === 'trial' ? formatDate(running.expires_at, readLocale(request)) : null,
    planId: begun?.planId ?? onWeb.find(({ status }) => status === 'incomplete')?.plan_id ?? null,
    setup: readPaymentsSetup(),
  }
}
