import type Stripe from 'stripe'
import { changeObject } from '../events/change-object.ts'
import { type BalanceTransactionFacts, buildBalanceTransaction } from '../objects/build-balance-transaction.ts'
import { readNow, type World } from '../world.ts'

type Movement = Omit<BalanceTransactionFacts, 'created' | 'customer' | 'endingBalance'>

/** What a customer has with the account: below zero is to their good. */
export function changeBalance(
  world: World,
  customer: Stripe.Customer,
  movement: Movement,
): Stripe.CustomerBalanceTransaction {
  const endingBalance = customer.balance + movement.amount
  const transaction = buildBalanceTransaction({ ...movement, customer, endingBalance, created: readNow(world) })
  world.state.balanceTransactions[transaction.id] = transaction
  changeObject(world, 'customer.updated', customer, {
    balance: endingBalance,
    currency: customer.currency ?? movement.currency,
  })
  return transaction
}
