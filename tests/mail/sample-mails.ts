import type { WrittenMail } from '../../supabase/functions/_shared/mail/mail-words.ts'
import { toAccountDeletedMail } from '../../supabase/functions/_shared/mail/mails/to-account-deleted-mail.ts'
import { toPaymentFailedMail } from '../../supabase/functions/_shared/mail/mails/to-payment-failed-mail.ts'
import { toPaymentNeedsConfirmationMail } from '../../supabase/functions/_shared/mail/mails/to-payment-needs-confirmation-mail.ts'
import { toReceiptMail } from '../../supabase/functions/_shared/mail/mails/to-receipt-mail.ts'
import { toTrialEndingMail } from '../../supabase/functions/_shared/mail/mails/to-trial-ending-mail.ts'

const siteUrl = 'https://tandem.example'
const price = { amount: 1590, currency: 'sgd' }
const plan = { siteUrl, planName: 'Premium', price, invoiceId: 'in_1' }
const day = (date: string) => new Date(`${date}T12:00:00Z`)

/** One of each mail that our functions write. */
export const sampleMails = {
  payment_failed: toPaymentFailedMail({
    ...plan,
    nextAttemptAt: day('2026-11-24'),
    access: day('2026-12-05'),
  }),
  payment_needs_confirmation: toPaymentNeedsConfirmationMail(plan),
  trial_ending: toTrialEndingMail({ ...plan, interval: 'month', endsAt: day('2026-11-28'), firstCharge: null }),
  receipt: toReceiptMail({
    siteUrl,
    description: 'Premium, monthly',
    paid: price,
    paidAt: day('2026-11-21'),
    number: 'TANDEM-0001',
  }),
  account_deleted: toAccountDeletedMail({ appStoreGoesOn: false }),
  account_deleted_with_app_store: toAccountDeletedMail({ appStoreGoesOn: true }),
} satisfies Record<string, WrittenMail>
