import type Stripe from 'stripe'
import { defineEndpoint } from './endpoint.ts'

const account: Stripe.Account = {
  id: 'acct_tandem_simulated',
  object: 'account',
  charges_enabled: true,
  country: 'SG',
  default_currency: 'sgd',
  details_submitted: true,
  email: null,
  payouts_enabled: true,
  type: 'standard',
}

/** Whose account the secret key is of. */
export const accountEndpoints = [
  defineEndpoint<Stripe.AccountRetrieveCurrentParams>({
    method: 'GET',
    path: '/v1/account',
    params: 'AccountRetrieveCurrentParams',
    supports: [],
    run: () => account,
  }),
]
