import type { Supabase } from '#app/auth/supabase.server.ts'
import { type InvoiceRow, invoiceSchema } from '#app/billing/account-rows.server.ts'
import { describeCard } from '#app/billing/describe-card.ts'
import { describeOpenInvoice } from '#app/billing/describe-open-invoice.ts'
import { pickFirstCard } from '#app/billing/pick-first-card.ts'
import { readBillingAccount } from '#app/billing/read-billing-account.server.ts'
import { readOpenInvoice } from '#app/billing/read-invoices.server.ts'
import { readPaymentMethods } from '#app/billing/read-payment-methods.server.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import type { Plan, SubscriptionRow } from '#app/billing/rows.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** What the page that takes an open payment shows: this invoice, or the newest open one. From our database alone. */
export async function readPayPage(supabase: Supabase, request: Request, invoiceId?: string, now = new Date()) {
  const [invoice, plans, subscriptions, cards, account] = await Promise.all([
    invoiceId ? readInvoice(supabase, invoiceId) : readOpenInvoice(supabase),
    readPlans(supabase),
    readSubscriptions(supabase),
    readPaymentMethods(supabase),
    readBillingAccount(supabase),
  ])
  const setup = readPaymentsSetup()
  if (invoice?.status === 'paid') return { state: 'paid' as const, setup }
  if (!invoice || !isPayable(invoice)) return { state: 'nothing' as const, setup }

  const usable = cards.map((card) => describeCard(card, now)).filter(({ isExpired }) => !isExpired)
  return {
    state: 'open' as const,
    setup,
    invoice: describeOpenInvoice(invoice, namePlan(invoice, subscriptions, plans), readLocale(request)),
    cards: usable,
    firstCardId: pickFirstCard(usable, account?.default_payment_method_id ?? null, invoice.needs),
    // Led back by a bank that has a page of its own: what became of it is asked for at once.
    isBack: new URL(request.url).searchParams.has('payment_intent_client_secret'),
  }
}

async function readInvoice(supabase: Supabase, id: string): Promise<InvoiceRow | null> {
  const query = supabase.from('invoices').select(toColumns(invoiceSchema)).eq('invoice_id', id)
  return (await readRows('invoices', invoiceSchema, query))[0] ?? null
}

/** Stripe takes money for an invoice that was written off, too. https://docs.stripe.com/invoicing/overview#uncollectible */
function isPayable({ status, amount_remaining }: InvoiceRow): boolean {
  return (status === 'open' || status === 'uncollectible') && amount_remaining > 0
}

/** An invoice of a change is for the plan that waits for it. */
function namePlan({ billing_reason }: InvoiceRow, subscriptions: SubscriptionRow[], plans: Plan[]): string | null {
  const subscription = subscriptions.find(({ store, status }) => store === 'stripe' && status !== 'expired')
  const pending = billing_reason === 'subscription_update' ? subscription?.pending_plan_id : null
  const planId = pending ?? subscription?.plan_id
  return plans.find(({ id }) => id === planId)?.name ?? null
}
