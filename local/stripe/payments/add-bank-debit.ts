import type Stripe from 'stripe'
import { createInvalidRequestError } from '../api/stripe-api-error.ts'
import { buildBankDebit } from '../objects/build-payment-method.ts'
import { readNow, type World } from '../world.ts'
import type { CardBehavior } from './test-cards.ts'

/** Stripe's delayed test accounts (https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration). */
const testAccounts: readonly { iban: string; behavior: CardBehavior; id: string }[] = [
  { iban: 'AT321904300235473204', behavior: 'debit_succeeds', id: 'pm_successDelayed_at' },
  { iban: 'AT051904300235473205', behavior: 'debit_fails', id: 'pm_failedDelayed_at' },
]

/** A bank account typed into the payment form. */
export function addEnteredDebit(world: World, entered: string): Stripe.PaymentMethod {
  const iban = entered.replace(/\s/g, '').toUpperCase()
  const account = testAccounts.find((each) => each.iban === iban)
  if (account) return addDebit(world, account)
  throw createInvalidRequestError('The IBAN you provided is invalid. Use one of the test IBANs.', {
    code: 'invalid_bank_account_iban',
    param: 'sepa_debit[iban]',
  })
}

export function addNamedDebit(world: World, name: string): Stripe.PaymentMethod | null {
  const account = testAccounts.find((each) => each.id === name)
  return account ? addDebit(world, account) : null
}

function addDebit(world: World, account: (typeof testAccounts)[number]): Stripe.PaymentMethod {
  const method = buildBankDebit({ iban: account.iban, created: readNow(world) })
  world.state.paymentMethods[method.id] = method
  world.state.cardBehaviors[method.id] = account.behavior
  return method
}
