import { buildStripeEvent } from './build-event.ts'
import {
  buildStripeCharge,
  buildStripeCustomer,
  buildStripeInvoice,
  buildStripePayment,
  buildStripePaymentMethod,
} from './build-objects.ts'
import { buildStripeSubscription, start } from './build-subscription.ts'

type Ids = { user: string; suffix: string }
type Builder = (ids: Ids) => { id: string }

const named = (prefix: string, { suffix }: Ids) => `${prefix}_${suffix}`

const subscription =
  (status: string): Builder =>
  (ids) =>
    buildStripeSubscription({
      id: named('sub', ids),
      customer: named('cus', ids),
      metadata: { user_id: ids.user },
      status,
    })

const invoice =
  (overrides: object): Builder =>
  (ids) =>
    buildStripeInvoice({
      id: named('in', ids),
      customer: named('cus', ids),
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: named('sub', ids), metadata: { user_id: ids.user } },
      },
      ...overrides,
    })
const unpaid = { amount_paid: 0, amount_remaining: 1590, status_transitions: { paid_at: null } }
const draft = invoice({ ...unpaid, status: 'draft', number: null, attempt_count: 0 })
const open = invoice({ ...unpaid, status: 'open', attempt_count: 0 })
const attempted = invoice({ ...unpaid, status: 'open' })
const paid = invoice({})

const card: Builder = (ids) => buildStripePaymentMethod({ id: named('pm', ids), customer: named('cus', ids) })
const customer =
  (balance: number): Builder =>
  (ids) =>
    buildStripeCustomer({ id: named('cus', ids), balance, metadata: { user_id: ids.user } })
const charge: Builder = (ids) =>
  buildStripeCharge({ id: named('ch', ids), customer: named('cus', ids), payment_intent: named('pi', ids) })
const payment: Builder = (ids) => buildStripePayment({ id: named('pi', ids), metadata: {} })
const session = (ids: Ids) => ({
  id: named('cs', ids),
  object: 'checkout.session',
  mode: 'subscription',
  status: 'complete',
  subscription: named('sub', ids),
  metadata: {},
})

/** Types and order of the events of a first purchase, as a public blog post logged them; seconds after the first. */
const log: [type: string, seconds: number, build: Builder][] = [
  ['charge.succeeded', 3, charge],
  ['checkout.session.completed', 4, session],
  ['payment_method.attached', 3, card],
  ['customer.created', 0, customer(0)],
  ['customer.updated', 3, customer(-1)],
  ['invoice.created', 1, draft],
  ['customer.subscription.created', 1, subscription('incomplete')],
  ['invoice.updated', 3, attempted],
  ['invoice.finalized', 1, open],
  ['customer.subscription.updated', 3, subscription('active')],
  ['payment_intent.succeeded', 3, payment],
  ['payment_intent.created', 1, payment],
  ['invoice.updated', 4, paid],
  ['invoice.payment_succeeded', 4, paid],
  ['invoice.paid', 4, paid],
]

/** The fifteen events of one person's first purchase, in the order of the log. `together` puts all into one second. */
export function buildFirstPurchaseLog(ids: Ids, options: { together: boolean }) {
  const events = log.map(([type, seconds, build], index) =>
    buildStripeEvent(type, build(ids), {
      id: `evt_${ids.suffix}_${index}`,
      created: start + (options.together ? 0 : seconds),
    }),
  )
  return { events, final: subscription('active')(ids), objects: buildObjects(ids) }
}

/** What Stripe answers when it is asked about any of it afterwards. */
function buildObjects(ids: Ids): [path: string, body: unknown][] {
  return [
    [`/v1/subscriptions/${named('sub', ids)}`, subscription('active')(ids)],
    [`/v1/invoices/${named('in', ids)}`, paid(ids)],
    [`/v1/customers/${named('cus', ids)}`, customer(-1)(ids)],
    [`/v1/payment_methods/${named('pm', ids)}`, card(ids)],
    [`/v1/charges/${named('ch', ids)}`, charge(ids)],
    [`/v1/checkout/sessions/${named('cs', ids)}`, session(ids)],
    [`/v1/customers/${named('cus', ids)}/payment_methods`, { object: 'list', data: [card(ids)], has_more: false }],
  ]
}
