import { eventRoot, type ObjectRoot } from './schema-roots.ts'
import { objectValidator } from './validators.ts'

const roots: Record<string, ObjectRoot> = {
  'billing_portal.session': 'BillingPortal.Session',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  customer: 'Customer',
  invoice: 'Invoice',
  invoice_payment: 'InvoicePayment',
  item: 'LineItem',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  price: 'Price',
  product: 'Product',
  subscription: 'Subscription',
}

/** Throws when something that we are about to send is not what the pinned SDK says Stripe sends. */
export function checkStripeObject(object: { object: string }): void {
  if (object.object === 'list') {
    for (const element of (object as { object: string; data: { object: string }[] }).data) checkStripeObject(element)
    return
  }
  const root =
    object.object === 'event' ? eventRoot((object as { object: string; type: string }).type) : roots[object.object]
  if (!root) throw new Error(`The simulator has no schema for "${object.object}"`)
  const validate = objectValidator(root)
  if (validate(object)) return
  const faults = (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${describe(error.params)}`,
  )
  throw new Error(`The simulator made a wrong ${root}: ${faults.slice(0, 5).join('; ')}`)
}

const describe = (params: Record<string, unknown>) => params.additionalProperty ?? params.missingProperty ?? ''
