import { IntegrationError } from './integration-error.ts'
import type { ElementsOptions } from './stripe-js-types.ts'

/** Either a secret, or what the intent will be about: Stripe needs to know before it shows a form. */
export function requireValidOptions(options: ElementsOptions): void {
  if (options.paymentMethodTypes !== undefined) {
    throw new IntegrationError('elements(): paymentMethodTypes is gone; use allowedPaymentMethodTypes.')
  }
  if (options.clientSecret !== undefined && options.mode !== undefined) {
    throw new IntegrationError('elements(): mode and clientSecret cannot both be given.')
  }
  if (options.clientSecret !== undefined || options.mode === undefined) return
  if (!['payment', 'setup', 'subscription'].includes(options.mode)) {
    throw new IntegrationError(
      `elements(): mode should be payment, setup or subscription. You specified: ${options.mode}.`,
    )
  }
  if (options.currency !== undefined && !/^[a-z]{3}$/.test(options.currency)) {
    throw new IntegrationError(
      `elements(): currency should be three lower-case letters. You specified: ${options.currency}.`,
    )
  }
  if (options.mode === 'setup') return
  if (!Number.isInteger(options.amount) || Number(options.amount) < 0 || !options.currency) {
    throw new IntegrationError(`elements(): amount and currency are required with mode "${options.mode}".`)
  }
}
