import type { Entered } from './stripe-js-types.ts'

/** The payment method of a confirmation, as the fields of a form. Null: the one that the intent already has. */
export function toMethodFields(entered: Entered | null): Record<string, string> {
  if (entered === null) return {}
  switch (entered.kind) {
    case 'saved':
      return { payment_method: entered.id }
    case 'sepa_debit':
      return { 'payment_method_data[type]': 'sepa_debit', 'payment_method_data[sepa_debit][iban]': entered.iban }
    case 'card':
      return {
        'payment_method_data[type]': 'card',
        ...(entered.saving && { 'payment_method_data[allow_redisplay]': entered.saving.allowRedisplay }),
        ...(entered.saving?.usage && { setup_future_usage: entered.saving.usage }),
        'payment_method_data[card][number]': entered.card.number,
        'payment_method_data[card][exp_month]': entered.card.expMonth,
        'payment_method_data[card][exp_year]': entered.card.expYear,
        'payment_method_data[card][cvc]': entered.card.cvc,
        ...(entered.wallet && { 'payment_method_data[card][wallet][type]': entered.wallet }),
      }
  }
}
