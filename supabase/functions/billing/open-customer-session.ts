import type { SessionAnswer } from '../_shared/domain/billing-answers.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import type { SyncDeps } from '../_shared/stripe/sync-from-stripe.ts'
import { readCustomer } from './own-records.ts'

/**
 * Lets the payment form offer the user's saved cards. It lasts half an hour and opens nothing else; asking twice makes two,
 * which is harmless. Removing stays with us: Stripe's form would also remove a card that a subscription is charged to.
 */
export async function openCustomerSession(user: SignedInUser, _body: object, deps: SyncDeps): Promise<SessionAnswer> {
  const customer = await readCustomer(deps.database, user.id)
  if (!customer) return { customer_session_client_secret: null }
  const session = await callStripe(deps, (stripe) =>
    stripe.customerSessions.create({
      customer,
      components: {
        payment_element: {
          enabled: true,
          features: {
            payment_method_redisplay: 'enabled',
            payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'],
            payment_method_save: 'disabled',
            payment_method_remove: 'disabled',
          },
        },
      },
    }),
  )
  return { customer_session_client_secret: session.client_secret }
}
