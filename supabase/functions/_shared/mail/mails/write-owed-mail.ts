import type { MailFacts, OwedMail } from '../../database/owed-mails.ts'
import type { WrittenMail } from '../mail-words.ts'
import { toAccountDeletedMail } from './to-account-deleted-mail.ts'
import { type PaymentFailedFacts, toPaymentFailedMail } from './to-payment-failed-mail.ts'
import { toPaymentNeedsConfirmationMail } from './to-payment-needs-confirmation-mail.ts'
import { toReceiptMail } from './to-receipt-mail.ts'
import { toTrialEndingMail } from './to-trial-ending-mail.ts'

/** Puts what the database says into the words of its mail. */
export function writeOwedMail(mail: OwedMail, siteUrl: string): WrittenMail {
  switch (mail.kind) {
    case 'payment_failed':
      return toPaymentFailedMail({
        ...toBill(mail.facts, siteUrl),
        nextAttemptAt: mail.facts.next_attempt_at,
        access: toAccess(mail.facts),
      })
    case 'payment_needs_confirmation':
      return toPaymentNeedsConfirmationMail(toBill(mail.facts, siteUrl))
    case 'receipt': {
      const { amount, currency, paid_at: paidAt, number } = mail.facts
      const paid = { amount, currency }
      return toReceiptMail({ siteUrl, description: describePaid(mail.facts), paid, paidAt, number: number ?? null })
    }
    case 'trial_ending': {
      const { amount, first_amount, currency, plan_name: planName, interval, ends_at: endsAt } = mail.facts
      const price = { amount, currency }
      const firstCharge = first_amount === amount ? null : { amount: first_amount, currency }
      return toTrialEndingMail({ siteUrl, planName, price, interval, endsAt, firstCharge })
    }
    case 'account_deleted':
      return toAccountDeletedMail({ appStoreGoesOn: mail.facts.app_store_goes_on })
  }
}

function toBill(facts: MailFacts<'payment_failed'>, siteUrl: string) {
  const { amount, currency, invoice_id: invoiceId, plan_name } = facts
  return { siteUrl, planName: plan_name ?? 'Tandem', price: { amount, currency }, invoiceId }
}

function toAccess({ access, access_ends_at }: MailFacts<'payment_failed'>): PaymentFailedFacts['access'] {
  if (access !== 'open') return access
  return access_ends_at ?? 'unknown'
}

const lengths = { month: 'monthly', year: 'yearly' } as const

function describePaid({ extra_name, billing_reason, plan_name, interval }: MailFacts<'receipt'>): string {
  if (extra_name) return extra_name
  // Which plan it was before and which after, the invoice does not say.
  if (billing_reason === 'subscription_update') return 'Change of plan'
  if (!plan_name) return 'Tandem'
  return interval ? `${plan_name}, ${lengths[interval]}` : plan_name
}
