import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createMissingReferenceError } from './stripe-api-error.ts'

export const writableOfCustomer = [
  'address',
  'description',
  'email',
  'invoice_settings',
  'metadata',
  'name',
  'phone',
  'preferred_locales',
  'shipping',
  'tax_exempt',
] as const

type WritableParams = Pick<Stripe.CustomerUpdateParams, (typeof writableOfCustomer)[number]>

/** What `customers.create` and `.update` write. Only a card of the customer's own may become their default: a stranger's would pay. */
export function toCustomerChanges(
  world: World,
  customer: Stripe.Customer,
  params: WritableParams,
): Partial<Stripe.Customer> {
  const { address, invoice_settings, metadata, shipping, tax_exempt, ...plain } = params
  const method = invoice_settings?.default_payment_method
  if (method && world.state.paymentMethods[method]?.customer !== customer.id) {
    throw createMissingReferenceError('PaymentMethod', method, 'invoice_settings[default_payment_method]')
  }
  const named = (Object.keys(plain) as (keyof typeof plain)[]).filter((name) =>
    (writableOfCustomer as readonly string[]).includes(name),
  )
  return {
    ...Object.fromEntries(named.map((name) => [name, plain[name] || null])),
    metadata: mergeMetadata(customer.metadata, metadata),
    ...(address !== undefined && { address: toAddress(address) }),
    ...(shipping !== undefined && { shipping: toShipping(shipping) }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt || 'none' }),
    ...(method !== undefined && {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: method || null },
    }),
  }
}

/** Given anew it replaces the whole address. */
function toAddress(address: Stripe.AddressParam | '' | null): Stripe.Address | null {
  return address ? { ...noAddress, ...address } : null
}

function toShipping(shipping: Stripe.CustomerUpdateParams['shipping']): Stripe.Customer.Shipping | null {
  if (!shipping) return null
  return { address: { ...noAddress, ...shipping.address }, name: shipping.name, phone: shipping.phone ?? null }
}

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
