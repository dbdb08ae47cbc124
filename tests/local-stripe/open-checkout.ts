import type Stripe from 'stripe'
import type { Account } from './start-account.ts'
import { PREMIUM } from './subscribers.ts'

export const SUCCESS_URL = 'https://tandem.example/return?session_id={CHECKOUT_SESSION_ID}'
export const CANCEL_URL = 'https://tandem.example/pricing'

/** A customer, and a page on which they may subscribe. */
export async function openCheckout({ stripe }: Account, wishes: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const customer = await stripe.customers.create({ email: 'ada@example.com' })
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: PREMIUM, quantity: 1 }],
    success_url: SUCCESS_URL,
    cancel_url: CANCEL_URL,
    allow_promotion_codes: true,
    subscription_data: { metadata: { user_id: 'user-1' } },
    metadata: { user_id: 'user-1' },
    ...wishes,
  })
  return { customer, session }
}

/** Sends the card form of one of the simulator's pages. */
export function sendCard(page: string, number: string): Promise<Response> {
  const body = new URLSearchParams({ number, expiry: '12 / 34', cvc: '123' })
  return fetch(page, { method: 'POST', body, redirect: 'manual' })
}

export const sendForm = (page: string, fields: Record<string, string>) =>
  fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
