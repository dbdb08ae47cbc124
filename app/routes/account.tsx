import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccessExplanation } from '#app/billing/access-explanation.tsx'
import { callBilling } from '#app/billing/call-billing.server.ts'
import { describeAccess } from '#app/billing/describe-access.ts'
import { describeDoublePayments } from '#app/billing/describe-double-payments.ts'
import { describeRights } from '#app/billing/describe-rights.ts'
import { describeSubscription } from '#app/billing/describe-subscription.ts'
import { DoublePaymentAlert } from '#app/billing/double-payment-alert.tsx'
import { pickRunningSubscriptions, pickShownSubscriptions } from '#app/billing/pick-subscriptions.ts'
import { readAccessSources } from '#app/billing/read-access-sources.server.ts'
import { readDoublePayments } from '#app/billing/read-double-payments.server.ts'
import { readEntitlements } from '#app/billing/read-entitlements.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { SubscriptionCard } from '#app/billing/subscription-card.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction = () => [toTitle('Account')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await requireUser(request, context)
  const supabase = getSupabase(request, context)
  const [plans, subscriptions, rights, paidAtOnce, sources] = await Promise.all([
    readPlans(supabase),
    readSubscriptions(supabase),
    readEntitlements(supabase),
    readDoublePayments(supabase),
    readAccessSources(supabase),
  ])
  const reader = { plans, subscriptions, locale: readLocale(request), now: new Date() }
  return {
    email: user.email,
    subscriptions: pickShownSubscriptions(subscriptions).map((row) => describeSubscription(row, reader)),
    isSubscriber: pickRunningSubscriptions(subscriptions).length > 0,
    doublePayments: describeDoublePayments(paidAtOnce, reader),
    rights: describeRights(rights, reader.locale),
    access: sources.map(describeAccess),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  const intent = (await request.formData()).get('intent')
  if (intent !== 'cancel' && intent !== 'resume') throw data(null, { status: 400 })

  const result = await callBilling(getSupabase(request, context), intent)
  if (!result.ok) return data({ tone: 'bad' as const, text: result.message })
  return data({ tone: 'good' as const, text: done[intent] })
}

const done = {
  cancel: 'Your subscription will end. Until then everything stays open.',
  resume: 'Your subscription goes on as before.',
}

export default function Account() {
  const { email, subscriptions, isSubscriber, doublePayments, rights, access } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Your account">
        Signed in as <span className="break-words text-ink">{email}</span>
      </PageHeader>
      <div className="space-y-6">
        {result ? <FocusedAlert tone={result.tone}>{result.text}</FocusedAlert> : null}
        {doublePayments.length > 0 ? <DoublePaymentAlert payments={doublePayments} /> : null}
        {subscriptions.map((words) => (
          <SubscriptionCard key={words.id} words={words} />
        ))}
        {rights.map((text) => (
          <Card key={text}>
            <p>{text}</p>
          </Card>
        ))}
        {isSubscriber ? null : <SubscribeCard isNew={subscriptions.length === 0} />}
        {access.length > 0 ? <AccessExplanation sources={access} /> : null}
      </div>
    </div>
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
