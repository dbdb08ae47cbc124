/** What an invoice that Stripe has previewed comes to: minor units, balances in Stripe's sign (negative is credit). */
export type PreviewedInvoice = { total: number; amount_due: number; starting_balance: number }

/** What a change of plan costs now and next. */
export type ChangeAmounts = { amount_due: number; credit: number; next_amount: number }

/**
 * From the invoice that the change makes at once (null: it makes none) and the next regular one. A total below zero is never
 * paid out: it becomes credit, and the next invoice uses it. https://docs.stripe.com/billing/customer/balance
 */
export function toChangeAmounts(now: PreviewedInvoice | null, next: PreviewedInvoice): ChangeAmounts {
  if (now === null) return { amount_due: 0, credit: 0, next_amount: next.amount_due }
  // Both previews start from the balance of today; the next invoice will start from what the first has left.
  const balanceLeft = now.starting_balance + now.total - now.amount_due
  return {
    amount_due: now.amount_due,
    credit: Math.max(0, -now.total),
    next_amount: Math.max(0, next.total + balanceLeft),
  }
}

const previewLastsSeconds = 3600

/** Whether what was previewed for this moment may still be charged. All in Unix seconds of Stripe's clock. */
export function isPreviewValid(
  prorationDate: number,
  { now, periodStart, periodEnd }: { now: number; periodStart: number; periodEnd: number },
): boolean {
  const isRecent = prorationDate <= now && prorationDate >= now - previewLastsSeconds
  return isRecent && prorationDate >= periodStart && prorationDate < periodEnd
}
