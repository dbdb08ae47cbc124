import type Stripe from 'stripe'
import { z } from 'zod'
import type { BuyExtraAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { recordFactAnswer } from '../_shared/stripe/sync-fact.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { isReplayed } from '../_shared/stripe/to-reading.ts'
import { ensureCustomer } from './ensure-customer.ts'

const refusals = ['extra_not_found', 'already_owned', 'purchase_in_progress', 'account_being_deleted'] as const
const refusalSchema = z.object({ refusal: z.enum(refusals) })
const purchaseSchema = z.object({
  /** The same until this purchase is over. */
  attempt_key: z.string(),
  payment_intent_id: z.string().nullable(),
  customer_id: z.string().nullable(),
  amount: z.number().int().positive(),
  currency: z.string(),
  name: z.string(),
})
type ExtraPurchase = z.infer<typeof purchaseSchema>
type Wish = { extra_id: string; save_card: 'no' | 'on_session' | 'off_session' }

/**
 * A payment for something bought once; the amount comes from our catalogue. One unpaid payment per person and thing: two
 * clicks, two tabs and a crash before we noted it find the same one, by our record or by its key, and nobody pays twice.
 */
export async function buyExtra(user: SignedInUser, wish: Wish, deps: SyncDeps): Promise<BuyExtraAnswer> {
  const purchase = await beginPurchase(user, wish, deps)
  const opened = await openPayment(user, wish, purchase, deps)
  if (opened.status === 'succeeded') {
    await recordFactAnswer('payment', opened, deps)
    throw new AppError('already_owned')
  }
  const intent = await fitPayment(opened, wish, purchase, deps)
  await recordFactAnswer('payment', intent, deps)
  // Given up by staff or by Stripe: recorded as that, the next one is another.
  if (intent.status === 'canceled') return buyExtra(user, wish, deps)
  if (!intent.client_secret) throw new AppError('internal', { cause: new Error('a payment without a client secret') })
  const { amount, currency } = intent
  return { kind: 'payment', client_secret: intent.client_secret, amount, currency }
}

async function beginPurchase(user: SignedInUser, wish: Wish, deps: SyncDeps): Promise<ExtraPurchase> {
  const answer = await deps.database.call('billing.begin_extra_purchase', [user.id, wish.extra_id])
  const refused = refusalSchema.safeParse(answer)
  if (refused.success) throw new AppError(refused.data.refusal)
  return purchaseSchema.parse(answer)
}

type Payment = Stripe.Response<Stripe.PaymentIntent>

async function openPayment(user: SignedInUser, wish: Wish, purchase: ExtraPurchase, deps: SyncDeps): Promise<Payment> {
  const madeBefore = purchase.payment_intent_id
  if (madeBefore) return callStripe(deps, (stripe) => stripe.paymentIntents.retrieve(madeBefore))
  const customer = purchase.customer_id ?? (await ensureCustomer(user, deps))
  const created = await callStripe(deps, (stripe) =>
    stripe.paymentIntents.create(
      {
        amount: purchase.amount,
        currency: purchase.currency,
        customer,
        automatic_payment_methods: { enabled: true },
        description: purchase.name,
        metadata: { user_id: user.id, extra_id: wish.extra_id },
      },
      { idempotencyKey: purchase.attempt_key },
    ),
  )
  return isReplayed(created) ? callStripe(deps, (stripe) => stripe.paymentIntents.retrieve(created.id)) : created
}

const unpaid = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Whether the card is kept is asked each time; the amount may have changed since. What is being paid is left alone. */
async function fitPayment(payment: Payment, wish: Wish, purchase: ExtraPurchase, deps: SyncDeps): Promise<Payment> {
  const usage = wish.save_card === 'no' ? null : wish.save_card
  const fits = payment.amount === purchase.amount && payment.setup_future_usage === usage
  if (fits || !unpaid.includes(payment.status)) return payment
  return callStripe(deps, (stripe) =>
    stripe.paymentIntents.update(payment.id, { amount: purchase.amount, setup_future_usage: usage ?? '' }),
  )
}
