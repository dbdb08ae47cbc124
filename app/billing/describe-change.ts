import type { Fact } from '#app/billing/describe-facts.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import type { Plan } from '#app/billing/rows.server.ts'

/** What the billing function answers to `/preview-change`. */
export type ChangePreview = {
  change: 'upgrade' | 'downgrade' | 'trial_switch'
  takes_effect: 'now' | 'period_end'
  effective_at: string
  amount_due: number
  credit: number
  next_amount: number
  next_charge_at: string
  currency: string
  proration_date: number | null
}

export type ChangeWords = {
  planId: string
  title: string
  sentence: string
  facts: Fact[]
  confirmLabel: string
  prorationDate: number | null
}

/** A preview as what a person agrees to: to the cent, with the dates. */
export function describeChange(preview: ChangePreview, plan: Plan, currentPlan: string, locale: string): ChangeWords {
  const write = (amount: number) => formatMoney(amount, preview.currency, locale)
  const date = (moment: string) => formatDate(moment, locale)
  const isNow = preview.takes_effect === 'now'
  const facts = [
    { term: 'Charged now', text: write(preview.amount_due) },
    preview.credit > 0 ? { term: 'Credited to your account', text: write(preview.credit) } : null,
    { term: 'New price', text: `${formatMoney(plan.amount, plan.currency, locale)} a ${plan.interval}` },
    { term: 'Takes effect', text: isNow ? 'At once' : `On ${date(preview.effective_at)}` },
    {
      term: preview.change === 'trial_switch' ? 'First charge' : 'Next charge',
      text: `${write(preview.next_amount)} on ${date(preview.next_charge_at)}`,
    },
  ]
  return {
    planId: plan.id,
    title: `Change to ${plan.name}`,
    sentence: describeEffect(preview, plan.name, currentPlan, date(preview.effective_at)),
    facts: facts.filter((fact) => fact !== null).map((fact) => ({ ...fact, note: null })),
    confirmLabel: preview.amount_due > 0 ? `Pay ${write(preview.amount_due)} and change` : 'Confirm the change',
    prorationDate: preview.proration_date,
  }
}

function describeEffect(preview: ChangePreview, plan: string, currentPlan: string, effectiveOn: string): string {
  if (preview.change === 'trial_switch')
    return `You are in your trial: changing to ${plan} is free, and the trial goes on.`
  if (preview.takes_effect === 'period_end') return `You keep ${currentPlan} until ${effectiveOn}. Then ${plan} begins.`
  if (preview.credit > 0)
    return `What is left of ${currentPlan} is credited to your account and lowers your next payments.`
  return preview.amount_due > 0
    ? `You pay the difference for the rest of this period. ${plan} begins as soon as it is paid.`
    : `${plan} begins at once.`
}
