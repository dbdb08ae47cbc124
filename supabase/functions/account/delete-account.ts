import { revokeOwedTokens } from '../_shared/apple/sign-in/revoke-owed-tokens.ts'
import {
  type BegunDeletion,
  beginAccountDeletion,
  finishAccountDeletion,
  finishDeletions,
} from '../_shared/database/account-deletion.ts'
import type { DeleteAnswer } from '../_shared/domain/account-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { hashId } from '../_shared/log.ts'
import { endCustomer, endSubscription } from '../_shared/stripe/end-customer.ts'
import type { AccountDeps } from './account-deps.ts'

const rounds = 3

/**
 * Deletes the account: what is paid on the web ends first, then everything goes in one transaction. A failure before that leaves
 * the account as it is, but for the mark that nothing is bought with it any more; the next try goes on where it broke off.
 */
export async function deleteAccount(user: SignedInUser, _body: object, deps: AccountDeps): Promise<DeleteAnswer> {
  const { has_app_store_subscription } = await endAndDelete(user.id, deps)
  deps.afterAnswer(finishLater(deps))
  return { deleted: true, has_app_store_subscription }
}

async function endAndDelete(userId: string, deps: AccountDeps) {
  const user = hashId(userId)
  for (let round = 1; round <= rounds; round++) {
    const begun = await beginAccountDeletion(deps.database, userId)
    if (begun.state === 'gone') return begun
    await endAtStripe(begun, deps)
    const finished = await finishAccountDeletion(deps.database, userId)
    if (finished.state === 'customer_left') continue
    deps.log.info('Account deleted', {
      user,
      customers: begun.customers.length,
      app_store_goes_on: finished.has_app_store_subscription,
      // Without the key, whatever Apple gave us for the person was never asked for.
      apple_sign_in_key: deps.appleSignIn !== null,
    })
    return finished
  }
  throw new AppError('subscription_not_ended', { cause: new Error('A customer was made at Stripe each time') })
}

async function endAtStripe({ customers, subscriptions }: BegunDeletion, deps: AccountDeps): Promise<void> {
  try {
    // One that we know of may hang on a customer that we do not.
    for (const id of subscriptions) await endSubscription(id, deps)
    for (const id of customers) await endCustomer(id, deps)
  } catch (cause) {
    throw new AppError('subscription_not_ended', { cause })
  }
}

/** Nothing of this may keep the person waiting; what fails here, reconciliation does. */
async function finishLater(deps: AccountDeps): Promise<void> {
  deps.sendMailsLater()
  if (deps.appleSignIn === null)
    deps.log.info('No token of Sign in with Apple is revoked: this project has no key for it')
  try {
    await finishDeletions(deps.database)
    await revokeOwedTokens(deps)
  } catch (error) {
    deps.log.error('What follows a deletion is left to reconciliation', error)
  }
}
