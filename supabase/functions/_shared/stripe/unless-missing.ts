import { isStripeRefusal } from './stripe-failure.ts'

/** The answer of a request by `callStripe`; null where Stripe does not know, or no longer, what it is about. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (isStripeRefusal(error, 'resource_missing')) return null
    throw error
  }
}
