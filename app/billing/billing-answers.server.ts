import * as answers from '#domain/billing-answers.ts'

/** The answer of each route of the `billing` function. Parsed, not believed: the function is deployed apart from the web. */
export const billingAnswers = {
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
