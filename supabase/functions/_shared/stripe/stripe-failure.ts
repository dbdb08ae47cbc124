import Stripe from 'stripe'
import { AppError, type AppErrorCode } from '../domain/errors.ts'

/** What Stripe answered instead of a result, without the ids and addresses that its sentences name: fit for a log. */
export class StripeFailure extends Error {
  override readonly name = 'StripeFailure'
  readonly code: string | null
  readonly status: number | null

  constructor(error: Stripe.errors.StripeError) {
    const facts = [error.type, error.code, error.decline_code, error.param, error.statusCode, error.requestId]
    super(`${facts.filter(Boolean).join(' ')}: ${mask(error.message)}`)
    this.code = error.code ?? null
    this.status = error.statusCode ?? null
  }
}

/** Our error for whatever a request to Stripe has thrown: https://docs.stripe.com/error-codes */
export function toAppError(thrown: unknown): AppError {
  if (!(thrown instanceof Stripe.errors.StripeError)) return new AppError('internal', { cause: thrown })
  return new AppError(toCode(thrown), { cause: new StripeFailure(thrown) })
}

function toCode(error: Stripe.errors.StripeError): AppErrorCode {
  if (error instanceof Stripe.errors.StripeConnectionError || isBusy(error)) return 'store_unavailable'
  if ((error.statusCode ?? 0) >= 500) return 'store_unavailable'
  if (error instanceof Stripe.errors.StripeCardError) return 'card_declined'
  if (error.code === 'resource_missing' && /\[price\]$/.test(error.param ?? '')) return 'plan_not_sold'
  if (/promotion_code|coupon/.test(`${error.code} ${error.param}`)) return 'promotion_code_invalid'
  return 'internal'
}

/** Too many requests, or another one holds the same object or key at this moment: the same request may succeed soon. */
export function isBusy(thrown: unknown): boolean {
  if (!(thrown instanceof Stripe.errors.StripeError)) return false
  return thrown.statusCode === 429 || thrown.code === 'idempotency_key_in_use'
}

/** Whether Stripe refused a request of ours with this code. */
export function isStripeRefusal(thrown: unknown, code: string): boolean {
  return thrown instanceof AppError && thrown.cause instanceof StripeFailure && thrown.cause.code === code
}

function mask(message: string): string {
  return message.replace(/\b([a-z]{2,8}_)\w{4,}/g, '$1…').replace(/\S+@\S+/g, '…@…')
}
