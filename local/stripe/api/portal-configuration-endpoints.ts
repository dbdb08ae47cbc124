import type Stripe from 'stripe'
import { buildPortalConfiguration } from '../objects/build-portal-configuration.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createNotFoundError } from './stripe-api-error.ts'
import { toPortalChanges } from './to-portal-changes.ts'

const writable = ['business_profile', 'default_return_url', 'features', 'metadata', 'name'] as const

export const portalConfigurationEndpoints = [
  defineEndpoint<Stripe.BillingPortal.ConfigurationCreateParams>({
    method: 'POST',
    path: '/v1/billing_portal/configurations',
    params: 'BillingPortal.ConfigurationCreateParams',
    supports: writable,
    run(world, params) {
      const configuration = buildPortalConfiguration(false, readNow(world))
      Object.assign(configuration, toPortalChanges(configuration, params))
      configuration.metadata = mergeMetadata({}, params.metadata)
      world.state.portalConfigurations[configuration.id] = configuration
      return configuration
    },
  }),
  defineEndpoint<Stripe.BillingPortal.ConfigurationRetrieveParams>({
    method: 'GET',
    path: '/v1/billing_portal/configurations/:id',
    params: 'BillingPortal.ConfigurationRetrieveParams',
    supports: [],
    run: (world, _params, id) => requireConfiguration(world, id),
  }),
  defineEndpoint<Stripe.BillingPortal.ConfigurationListParams>({
    method: 'GET',
    path: '/v1/billing_portal/configurations',
    params: 'BillingPortal.ConfigurationListParams',
    supports: ['active', 'ending_before', 'is_default', 'limit', 'starting_after'],
    run(world, params) {
      const found = Object.values(world.state.portalConfigurations).filter(
        (configuration) =>
          (params.active === undefined || configuration.active === params.active) &&
          (params.is_default === undefined || configuration.is_default === params.is_default),
      )
      return listPage('/v1/billing_portal/configurations', found, params)
    },
  }),
  defineEndpoint<Stripe.BillingPortal.ConfigurationUpdateParams>({
    method: 'POST',
    path: '/v1/billing_portal/configurations/:id',
    params: 'BillingPortal.ConfigurationUpdateParams',
    supports: [...writable, 'active'],
    run(world, params, id) {
      const configuration = requireConfiguration(world, id)
      return Object.assign(configuration, toPortalChanges(configuration, params), {
        active: params.active ?? configuration.active,
        metadata: mergeMetadata(configuration.metadata ?? {}, params.metadata),
        updated: readNow(world),
      })
    },
  }),
]

function requireConfiguration(world: World, id: string): Stripe.BillingPortal.Configuration {
  const configuration = world.state.portalConfigurations[id]
  if (!configuration) throw createNotFoundError('configuration', id)
  return configuration
}
