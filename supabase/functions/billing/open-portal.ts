import type { PortalAnswer } from '../_shared/domain/billing-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { callStripe } from '../_shared/stripe/call-stripe.ts'
import { portalMark } from '../_shared/stripe/portal-mark.ts'
import type { BillingDeps } from './billing-deps.ts'
import { readCustomer } from './own-records.ts'

/** Stripe's page for the user's own customer. What they do there reaches us as events; each visit is a session of its own. */
export async function openPortal(user: SignedInUser, _body: object, deps: BillingDeps): Promise<PortalAnswer> {
  const customer = await readCustomer(deps.database, user.id)
  if (!customer) throw new AppError('no_customer')
  const configuration = await findConfiguration(deps)
  const session = await callStripe(deps, (stripe) =>
    stripe.billingPortal.sessions.create({ customer, configuration, return_url: `${deps.siteUrl}/account` }),
  )
  return { url: session.url }
}

/** Ours does not change plans: that is done here, with a preview. Undefined: the account's default, where setup never ran. */
async function findConfiguration(deps: BillingDeps): Promise<string | undefined> {
  const { data } = await callStripe(deps, (stripe) =>
    stripe.billingPortal.configurations.list({ active: true, limit: 100 }),
  )
  return data.find(({ metadata }) => metadata?.made_by === portalMark.made_by)?.id
}
