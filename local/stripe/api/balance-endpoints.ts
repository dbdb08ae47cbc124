import type Stripe from 'stripe'
import { changeBalance } from '../billing/change-balance.ts'
import { idOf } from '../objects/find-object.ts'
import { requireCustomer } from './customer-endpoints.ts'
import { defineEndpoint } from './endpoint.ts'
import { listPage } from './list-page.ts'
import { mergeMetadata } from './merge-metadata.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

export const balanceEndpoints = [
  defineEndpoint<Stripe.CustomerCreateBalanceTransactionParams>({
    method: 'POST',
    path: '/v1/customers/:id/balance_transactions',
    params: 'CustomerCreateBalanceTransactionParams',
    supports: ['amount', 'currency', 'description', 'metadata'],
    run(world, params, id) {
      const customer = requireCustomer(world, id)
      if (customer.currency && customer.currency !== params.currency) {
        throw createInvalidRequestError(`The customer's balance is kept in ${customer.currency}.`, {
          param: 'currency',
        })
      }
      return changeBalance(world, customer, {
        type: 'adjustment',
        amount: params.amount,
        currency: params.currency,
        invoice: null,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
      })
    },
  }),
  defineEndpoint<Stripe.CustomerListBalanceTransactionsParams>({
    method: 'GET',
    path: '/v1/customers/:id/balance_transactions',
    params: 'CustomerListBalanceTransactionsParams',
    supports: ['created', 'ending_before', 'invoice', 'limit', 'starting_after'],
    run(world, params, id) {
      requireCustomer(world, id)
      const found = Object.values(world.state.balanceTransactions).filter(
        (each) => idOf(each.customer) === id && (params.invoice === undefined || idOf(each.invoice) === params.invoice),
      )
      return listPage(`/v1/customers/${id}/balance_transactions`, found, params)
    },
  }),
]
