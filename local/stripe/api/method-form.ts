import type Stripe from 'stripe'
import { z } from 'zod'
import { idOf } from '../objects/find-object.ts'
import { addEnteredDebit } from '../payments/add-bank-debit.ts'
import { addEnteredCard } from '../payments/add-card.ts'
import { resolveMethod } from '../payments/resolve-method.ts'
import type { World } from '../world.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

export const clientSecret = z.strictObject({ client_secret: z.string() })

const card = z.strictObject({
  number: z.string().regex(/^[\d ]{12,23}$/),
  exp_month: z.coerce.number().int().min(1).max(12),
  exp_year: z.coerce.number().int(),
  cvc: z.string().regex(/^\d{3,4}$/),
  // Ours: Stripe.js sends a wallet's token in place of the number.
  wallet: z.strictObject({ type: z.enum(['apple_pay', 'google_pay', 'link']) }).optional(),
})

const methodData = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('card'),
    card,
    allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  }),
  z.strictObject({ type: z.literal('sepa_debit'), sepa_debit: z.strictObject({ iban: z.string() }) }),
])

/** What the browser confirms with: something entered, something saved, or (neither) what the intent has already. */
export const confirmation = z.strictObject({
  client_secret: z.string(),
  return_url: z.url().optional(),
  payment_method: z.string().optional(),
  payment_method_data: methodData.optional(),
})

type Chosen = Pick<z.infer<typeof confirmation>, 'payment_method' | 'payment_method_data'>

export function chooseMethod(
  world: World,
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
  chosen: Chosen,
): Stripe.PaymentMethod {
  const { payment_method: saved, payment_method_data: entered } = chosen
  if (entered?.type === 'card') return addEnteredCard(world, entered.card, entered.allow_redisplay)
  if (entered) return addEnteredDebit(world, entered.sepa_debit.iban)
  const id = saved ?? idOf(intent.payment_method)
  if (id !== null) return resolveMethod(world, id)
  const noun = intent.object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent'
  throw createInvalidRequestError(`You cannot confirm this ${noun} because it's missing a payment method.`, {
    code: `${intent.object}_unexpected_state`,
  })
}
