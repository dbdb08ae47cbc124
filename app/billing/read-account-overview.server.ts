import type { Supabase } from '#app/auth/supabase.server.ts'
import { readAppStorePurchases } from '#app/billing/read-app-store-purchases.server.ts'
import { readBillingAccount } from '#app/billing/read-billing-account.server.ts'
import { readExtraOffers } from '#app/billing/read-extra-offers.server.ts'
import { readNotices } from '#app/billing/read-notices.server.ts'
import { readPaymentMethods } from '#app/billing/read-payment-methods.server.ts'
import { readPayments } from '#app/billing/read-payments.server.ts'

/** What the overview shows of the paying side, read at once. */
export async function readAccountOverview(supabase: Supabase) {
  const [account, cards, notices, payments, purchases, extras] = await Promise.all([
    readBillingAccount(supabase),
    readPaymentMethods(supabase),
    readNotices(supabase),
    readPayments(supabase),
    readAppStorePurchases(supabase),
    readExtraOffers(supabase),
  ])
  return { account, cards, notices, payments, purchases, extras }
}
