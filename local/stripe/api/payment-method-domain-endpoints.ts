import type Stripe from 'stripe'
import { newId } from '../objects/new-id.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { createInvalidRequestError, createNotFoundError } from './stripe-api-error.ts'

/** Every domain is found good: there is nothing to look at from here. */
export const paymentMethodDomainEndpoints = [
  defineEndpoint<Stripe.PaymentMethodDomainCreateParams>({
    method: 'POST',
    path: '/v1/payment_method_domains',
    params: 'PaymentMethodDomainCreateParams',
    supports: ['domain_name', 'enabled'],
    run(world, { domain_name, enabled = true }) {
      const domains = Object.values(world.state.paymentMethodDomains)
      if (domains.some((domain) => domain.domain_name === domain_name)) {
        throw createInvalidRequestError(`A payment method domain for ${domain_name} already exists.`, {
          code: 'resource_already_exists',
          param: 'domain_name',
        })
      }
      const domain = { ...describeWallets(enabled), created: readNow(world), domain_name, livemode: false }
      const id = newId('pmd')
      const made: Stripe.PaymentMethodDomain = { id, object: 'payment_method_domain', ...domain }
      world.state.paymentMethodDomains[id] = made
      return made
    },
  }),
  defineEndpoint<Stripe.PaymentMethodDomainRetrieveParams>({
    method: 'GET',
    path: '/v1/payment_method_domains/:id',
    params: 'PaymentMethodDomainRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireDomain(world, id),
  }),
  defineEndpoint<Stripe.PaymentMethodDomainListParams>({
    method: 'GET',
    path: '/v1/payment_method_domains',
    params: 'PaymentMethodDomainListParams',
    supports: ['domain_name', 'enabled', 'ending_before', 'limit', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.paymentMethodDomains).filter(
        (domain) =>
          (params.domain_name === undefined || domain.domain_name === params.domain_name) &&
          (params.enabled === undefined || domain.enabled === params.enabled),
      )
      return listPage('/v1/payment_method_domains', found, params)
    },
  }),
  defineEndpoint<Stripe.PaymentMethodDomainUpdateParams>({
    method: 'POST',
    path: '/v1/payment_method_domains/:id',
    params: 'PaymentMethodDomainUpdateParams',
    supports: ['enabled'],
    run(world, { enabled }, id) {
      const domain = requireDomain(world, id)
      return Object.assign(domain, describeWallets(enabled ?? domain.enabled))
    },
  }),
  defineEndpoint<Stripe.PaymentMethodDomainValidateParams>({
    method: 'POST',
    path: '/v1/payment_method_domains/:id/validate',
    params: 'PaymentMethodDomainValidateParams',
    supports: [],
    run: (world, _params, id) => requireDomain(world, id),
  }),
]

function describeWallets(enabled: boolean) {
  const wallet = { status: enabled ? ('active' as const) : ('inactive' as const) }
  return {
    enabled,
    amazon_pay: wallet,
    apple_pay: wallet,
    google_pay: wallet,
    klarna: wallet,
    link: wallet,
    paypal: wallet,
  }
}

function requireDomain(world: World, id: string): Stripe.PaymentMethodDomain {
  const domain = world.state.paymentMethodDomains[id]
  if (!domain) throw createNotFoundError('payment_method_domain', id)
  return domain
}
