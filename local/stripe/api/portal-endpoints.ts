import type Stripe from 'stripe'
import { buildPortalSession } from '../objects/build-portal-session.ts'
import { readNow, type World } from '../world.ts'
import { defineEndpoint } from './endpoint.ts'
import { createInvalidRequestError, createMissingReferenceError, createUnsupportedError } from './stripe-api-error.ts'

type Params = Stripe.BillingPortal.SessionCreateParams

export const portalEndpoints = [
  defineEndpoint<Params>({
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    params: 'BillingPortal.SessionCreateParams',
    supports: ['configuration', 'customer', 'flow_data', 'locale', 'return_url'],
    run(world, params) {
      const customer = params.customer ?? ''
      if (!world.state.customers[customer]) throw createMissingReferenceError('customer', customer, 'customer')
      const session = buildPortalSession({
        customer,
        configuration: findConfiguration(world, params.configuration),
        returnUrl: params.return_url ?? null,
        flow: params.flow_data ? toFlow(world, params.flow_data) : null,
        locale: params.locale ?? null,
        origin: world.origin,
        created: readNow(world),
      })
      world.state.portalSessions[session.id] = session
      return session
    },
  }),
]

/** Without one of the account's own, the portal works with Stripe's: in a new account somebody must first save it there. */
function findConfiguration(world: World, id: string | undefined): string {
  const configurations = Object.values(world.state.portalConfigurations)
  if (id === undefined) return configurations.find((each) => each.is_default)?.id ?? 'bpc_simulated'
  if (configurations.some((each) => each.id === id && each.active)) return id
  throw createMissingReferenceError('configuration', id, 'configuration')
}

function toFlow(
  world: World,
  flow: Stripe.BillingPortal.SessionCreateParams.FlowData,
): Stripe.BillingPortal.Session.Flow {
  const { after_completion: after, subscription_cancel, subscription_pause, subscription_update, type } = flow
  if (flow.subscription_update_confirm) throw createUnsupportedError('flow_data[subscription_update_confirm]')
  if (subscription_cancel?.retention) throw createUnsupportedError('flow_data[subscription_cancel][retention]')
  const named = subscription_cancel ?? subscription_pause ?? subscription_update
  if (type.startsWith('subscription_') && !named) {
    throw createInvalidRequestError(`Missing required param: flow_data[${type}].`, { code: 'parameter_missing' })
  }
  if (named && !world.state.subscriptions[named.subscription]) {
    throw createMissingReferenceError('subscription', named.subscription, `flow_data[${type}][subscription]`)
  }
  return {
    after_completion: {
      hosted_confirmation: after?.hosted_confirmation
        ? { custom_message: after.hosted_confirmation.custom_message ?? null }
        : null,
      redirect: after?.redirect ?? null,
      type: after?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel: subscription_cancel
      ? { retention: null, subscription: subscription_cancel.subscription }
      : null,
    subscription_pause: subscription_pause ?? null,
    subscription_update: subscription_update ?? null,
    subscription_update_confirm: null,
    type,
  }
}
