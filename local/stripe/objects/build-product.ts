import type Stripe from 'stripe'

export type ProductFacts = {
  id: string
  name: string
  description: string | null
  price: string | null
  created: number
}

export function buildProduct(facts: ProductFacts): Stripe.Product {
  return {
    id: facts.id,
    object: 'product',
    active: true,
    created: facts.created,
    default_price: facts.price,
    description: facts.description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: facts.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: facts.created,
    url: null,
  }
}
