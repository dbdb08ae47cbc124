import { html } from 'hono/html'
import { z } from 'zod'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import type { EnteredCard } from '../payments/add-card.ts'
import type { Content } from './render-page.ts'

/** Plain fields in a plain form: these pages work without scripts. */
export function renderCardForm(action: string, button: string, more: Content = '') {
  return html`<form method="post" action="${action}" class="fields">${more}
<label class="all">Card number <input name="number" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242" required></label>
<label>Expiration date <input name="expiry" inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY" required></label>
<label>Security code <input name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="CVC" required></label>
<button class="all">${button}</button></form>`
}

const form = z.object({
  number: z.string().regex(/^[\d ]{12,23}$/, 'Your card number is incomplete.'),
  expiry: z.string().regex(/^\s*(0?[1-9]|1[0-2])\s*\/?\s*\d{2}\s*$/, 'Your card’s expiration date is incomplete.'),
  cvc: z
    .string()
    .trim()
    .regex(/^\d{3,4}$/, 'Your card’s security code is incomplete.'),
})

/** Throws the sentence for whatever is wrong with it. */
export function readCardForm(fields: Record<string, unknown>): EnteredCard {
  const typed = form.safeParse(fields)
  if (!typed.success) throw createInvalidRequestError(typed.error.issues[0]?.message ?? 'Your card is incomplete.')
  const digits = typed.data.expiry.replace(/\D/g, '')
  const { number, cvc } = typed.data
  return { number, cvc, exp_month: Number(digits.slice(0, -2)), exp_year: Number(digits.slice(-2)) }
}
