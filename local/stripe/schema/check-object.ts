import { eventRoot, type ObjectRoot } from './schema-roots.ts'
import { objectValidator } from './validators.ts'

const roots: Record<string, ObjectRoot> = {
  account: 'Account',
  'billing_portal.configuration': 'BillingPortal.Configuration',
  'billing_portal.session': 'BillingPortal.Session',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  coupon: 'Coupon',
  customer: 'Customer',
  customer_balance_transaction: 'CustomerBalanceTransaction',
  customer_session: 'CustomerSession',
  discount: 'Discount',
  dispute: 'Dispute',
  invoice: 'Invoice',
  invoice_payment: 'InvoicePayment',
  invoiceitem: 'InvoiceItem',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  payment_method_domain: 'PaymentMethodDomain',
  price: 'Price',
  product: 'Product',
  promotion_code: 'PromotionCode',
  refund: 'Refund',
  setup_intent: 'SetupIntent',
  subscription: 'Subscription',
  subscription_schedule: 'SubscriptionSchedule',
  'test_helpers.test_clock': 'TestHelpers.TestClock',
  webhook_endpoint: 'WebhookEndpoint',
}

// What is left of an object that was deleted: `{ id, object, deleted: true }`.
const deletedRoots: Record<string, ObjectRoot> = {
  coupon: 'DeletedCoupon',
  customer: 'DeletedCustomer',
  invoiceitem: 'DeletedInvoiceItem',
  'test_helpers.test_clock': 'TestHelpers.DeletedTestClock',
  webhook_endpoint: 'DeletedWebhookEndpoint',
}

// Stripe.js's own; its parts are documented objects.
type ElementsSession = {
  object: string
  customer: { payment_methods: { object: string }[]; customer_session: { object: string } }
}

/** Throws when something that we are about to send is not what the pinned SDK says Stripe sends. */
export function checkStripeObject(object: { object: string }): void {
  if (object.object === 'list') {
    for (const element of (object as { object: string; data: { object: string }[] }).data) checkStripeObject(element)
    return
  }
  if (object.object === 'elements_session') {
    const { customer } = object as ElementsSession
    for (const part of [...customer.payment_methods, customer.customer_session]) checkStripeObject(part)
    return
  }
  const root = rootOf(object)
  if (!root) throw new Error(`The simulator has no schema for "${object.object}"`)
  const validate = objectValidator(root)
  if (validate(completeUpcoming(object))) return
  const faults = (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${describe(error.params)}`,
  )
  throw new Error(`The simulator made a wrong ${root}: ${faults.slice(0, 5).join('; ')}`)
}

function rootOf(object: { object: string; type?: string; deleted?: boolean }): string | undefined {
  if (object.object === 'event') return eventRoot(object.type ?? '')
  return object.deleted ? deletedRoots[object.object] : roots[object.object]
}

const describe = (params: Record<string, unknown>) => params.additionalProperty ?? params.missingProperty ?? ''

/** The one object without an id: the invoice that `invoice.upcoming` foretells. The SDK's type does not say so. */
function completeUpcoming<T extends object>(object: T): T {
  const event = object as { type?: string; data?: { object: object } }
  if (event.type !== 'invoice.upcoming') return object
  return { ...object, data: { ...event.data, object: { id: 'upcoming', ...event.data?.object } } }
}
