import type { z } from 'zod'
import * as answers from '../../../supabase/functions/_shared/domain/billing-answers.ts'

/** The shape that the web expects of each route. */
export const answerSchemas: Record<string, z.ZodType> = {
  subscribe: answers.subscribeAnswer,
  refresh: answers.refreshAnswer,
  session: answers.sessionAnswer,
  promotion: answers.promotionAnswer,
  cancel: answers.renewalAnswer,
  resume: answers.renewalAnswer,
  'preview-change': answers.previewChangeAnswer,
  'change-plan': answers.changePlanAnswer,
  'keep-plan': answers.keepPlanAnswer,
  'cards/add': answers.addCardAnswer,
  'cards/finish': answers.finishCardAnswer,
  'cards/default': answers.cardAnswer,
  'cards/remove': answers.cardAnswer,
  'invoices/payment': answers.invoicePaymentAnswer,
  'invoices/pay': answers.payInvoiceAnswer,
  'invoices/finish': answers.finishInvoiceAnswer,
  portal: answers.portalAnswer,
  'extras/buy': answers.buyExtraAnswer,
}
