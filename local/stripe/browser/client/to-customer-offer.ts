import type { CustomerOffer } from './stripe-js-types.ts'

/** What Stripe.js reads for a customer session; Stripe does not document it, so this is the little that we need. */
export type ElementsSession = {
  object: 'elements_session'
  customer: {
    payment_methods: Method[]
    default_payment_method: string | null
    customer_session: { components: { payment_element: { features: Features | null } } }
  }
}

type Features = { payment_method_save: string; payment_method_save_usage: string | null }
type Method = { id: string; card?: { brand: string; last4: string; exp_month: number; exp_year: number } | null }

/** The default card comes first, as in Stripe's form. */
export function toCustomerOffer({ customer }: ElementsSession): CustomerOffer {
  const isDefault = (method: Method) => Number(method.id === customer.default_payment_method)
  const { features } = customer.customer_session.components.payment_element
  const methods = customer.payment_methods.toSorted((a, b) => isDefault(b) - isDefault(a))
  return {
    savedCards: methods.flatMap(({ id, card }) =>
      card ? [{ id, brand: card.brand, last4: card.last4, expMonth: card.exp_month, expYear: card.exp_year }] : [],
    ),
    canSave: features?.payment_method_save === 'enabled',
    saveUsage: features?.payment_method_save_usage ?? null,
  }
}
