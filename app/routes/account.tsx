import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccessExplanation } from '#app/billing/access-explanation.tsx'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { actOnAccount } from '#app/billing/act-on-account.server.ts'
import { describeAccess } from '#app/billing/describe-access.ts'
import { describeDoublePayments } from '#app/billing/describe-double-payments.ts'
import { describeNotices } from '#app/billing/describe-notices.ts'
import { describeOwnedExtras } from '#app/billing/describe-owned-extras.ts'
import { describeRights } from '#app/billing/describe-rights.ts'
import { describeSubscription } from '#app/billing/describe-subscription.ts'
import { describeDone } from '#app/billing/done-words.ts'
import { DoublePaymentAlert } from '#app/billing/double-payment-alert.tsx'
import { NoticeList } from '#app/billing/notice-list.tsx'
import { OwnedExtras } from '#app/billing/owned-extras.tsx'
import { pickRunningSubscriptions, pickShownSubscriptions } from '#app/billing/pick-subscriptions.ts'
import { PortalForm } from '#app/billing/portal-form.tsx'
import { readAccessSources } from '#app/billing/read-access-sources.server.ts'
import { readAccountOverview } from '#app/billing/read-account-overview.server.ts'
import { readDoublePayments } from '#app/billing/read-double-payments.server.ts'
import { readEntitlements } from '#app/billing/read-entitlements.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { SubscriptionCard } from '#app/billing/subscription-card.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction = () => [toTitle('Account')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await requireUser(request, context)
  const supabase = getSupabase(request, context)
  const [overview, plans, subscriptions, rights, paidAtOnce, sources] = await Promise.all([
    readAccountOverview(supabase),
    readPlans(supabase),
    readSubscriptions(supabase),
    readEntitlements(supabase),
    readDoublePayments(supabase),
    readAccessSources(supabase),
  ])
  const { account, cards, notices, extras } = overview
  const reader = { plans, subscriptions, account, cards, rights, locale: readLocale(request), now: new Date() }
  return {
    email: user.email,
    done: describeDone(new URL(request.url).searchParams.get('done')),
    notices: describeNotices(notices, reader),
    subscriptions: pickShownSubscriptions(subscriptions).map((row) => describeSubscription(row, reader)),
    isSubscriber: pickRunningSubscriptions(subscriptions).length > 0,
    doublePayments: describeDoublePayments(paidAtOnce, reader),
    rights: describeRights(rights, reader.locale),
    extras: describeOwnedExtras(extras, { ...overview, rights }, reader.locale),
    isCustomer: account !== null,
    access: sources.map(describeAccess),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return actOnAccount(request, context)
}

export default function Account() {
  const page = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const intro = (
    <>
      Signed in as <span className="break-words text-ink">{page.email}</span>
    </>
  )
  return (
    <AccountFrame title="Your account" intro={intro}>
      <div className="space-y-6">
        {result ? <FocusedAlert tone={result.tone}>{result.text}</FocusedAlert> : null}
        {page.done && !result ? <FocusedAlert tone="good">{page.done}</FocusedAlert> : null}
        {page.doublePayments.length > 0 ? <DoublePaymentAlert payments={page.doublePayments} /> : null}
        <NoticeList notices={page.notices} />
        {page.subscriptions.map((words) => (
          <SubscriptionCard key={words.id} words={words} />
        ))}
        {page.rights.map((text) => (
          <Card key={text}>
            <p>{text}</p>
          </Card>
        ))}
        {page.isSubscriber ? null : <SubscribeCard isNew={page.subscriptions.length === 0} />}
        <OwnedExtras extras={page.extras} />
        {page.isCustomer ? <PortalForm /> : null}
        {page.access.length > 0 ? <AccessExplanation sources={page.access} /> : null}
      </div>
    </AccountFrame>
  )
}

function SubscribeCard({ isNew }: { isNew: boolean }) {
  return (
    <Card aria-labelledby="subscribe">
      <h2 id="subscribe" className="font-display text-heading font-semibold">
        {isNew ? 'You have no subscription yet' : 'Subscribe again'}
      </h2>
      <p className="mt-2 text-muted">
        The free lessons are open to you. A plan opens the others, on the web and in the iPhone app.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink to="/pricing">See the plans</ButtonLink>
        <ButtonLink to="/lessons" variant="secondary">
          To the lessons
        </ButtonLink>
      </div>
    </Card>
  )
}
