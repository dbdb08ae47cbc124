import type Stripe from 'stripe'
import type { World } from '../world.ts'
import { createUnsupportedError } from './stripe-api-error.ts'

/** From where a customer buys. No address is looked up: every IP address is in the account's own country here. */
export function keepTax(world: World, customer: string, tax: Stripe.CustomerUpdateParams['tax']): void {
  if (!tax) return
  if (tax.validate_location === 'immediately') throw createUnsupportedError('tax[validate_location]')
  const ip_address = tax.ip_address || null
  world.state.customerTaxes[customer] = {
    automatic_tax: ip_address ? 'supported' : 'unrecognized_location',
    ip_address,
    location: ip_address ? { country: 'SG', source: 'ip_address', state: null } : null,
    provider: 'stripe',
  }
}

/** A billing address says more than an IP address. */
export function readTax(world: World, customer: string): Stripe.Customer.Tax {
  const known = world.state.customerTaxes[customer] ?? unknown
  const address = world.state.customers[customer]?.address
  if (!address?.country) return known
  const location = { country: address.country, source: 'billing_address' as const, state: address.state ?? null }
  return { ...known, automatic_tax: 'supported', location }
}

const unknown: Stripe.Customer.Tax = {
  automatic_tax: 'unrecognized_location',
  ip_address: null,
  location: null,
  provider: 'stripe',
}
