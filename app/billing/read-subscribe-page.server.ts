import type { Supabase } from '#app/auth/supabase.server.ts'
import { describeOffer } from '#app/billing/describe-offer.ts'
import { describePlan } from '#app/billing/describe-plan.ts'
import { readCheckoutSettings } from '#app/billing/read-checkout-settings.server.ts'
import { readPaymentMethods } from '#app/billing/read-payment-methods.server.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readPurchaseOptions } from '#app/billing/read-purchase-options.server.ts'
import { env } from '#app/env.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

/** Everything that the page of one plan shows, from our database alone; null when there is no such plan. */
export async function readSubscribePage(supabase: Supabase, request: Request, planId: string, now = new Date()) {
  const [plans, options, settings, cards] = await Promise.all([
    readPlans(supabase),
    readPurchaseOptions(supabase),
    readCheckoutSettings(supabase),
    readPaymentMethods(supabase),
  ])
  const plan = plans.find(({ id }) => id === planId)
  if (!plan) return null

  const option = options.find((row) => row.planId === planId)
  const isTrial = option?.isTrialAllowed === true && new URL(request.url).searchParams.get('trial') !== 'no'
  const locale = readLocale(request)
  const isHosted = settings.web_checkout === 'hosted'
  return {
    offer: describeOffer(plan, { isTrial, promotion: null, locale, now }),
    includes: describePlan(plan, locale).includes,
    refusal: option?.refusal ?? null,
    isHosted,
    // Stripe's own page asks for the code itself.
    takesPromotionCodes: settings.promotion_codes && !isHosted && !option?.refusal,
    hasCards: cards.length > 0,
    setup: readPaymentsSetup(),
    siteUrl: env.SITE_URL,
  }
}
