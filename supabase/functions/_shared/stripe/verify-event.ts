import Stripe from 'stripe'
import { AppError } from '../domain/errors.ts'

/**
 * Makes the proof that a webhook comes from Stripe: signature over the raw body, not older than five minutes. Throws
 * `invalid_signature`. The asynchronous form is the only one that works where functions run
 * (https://docs.stripe.com/webhooks#verify-official-libraries).
 */
export function createVerifyEvent(webhookSecret: string) {
  const cryptoProvider = Stripe.createSubtleCryptoProvider()
  // `webhooks` belongs to an instance, yet checks without a key and without the network.
  const { webhooks } = new Stripe('unused')
  return async (body: string, signature: string | null): Promise<Stripe.Event> => {
    try {
      return await webhooks.constructEventAsync(body, signature ?? '', webhookSecret, undefined, cryptoProvider)
    } catch (cause) {
      throw new AppError('invalid_signature', { cause })
    }
  }
}
