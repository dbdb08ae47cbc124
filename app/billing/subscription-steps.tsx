import { Form, useNavigation } from '@remix-run/react'
import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { CancelSubscription } from '#app/billing/cancel-subscription.tsx'
import type { SubscriptionWords } from '#app/billing/describe-subscription.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'

/** The buttons of a subscription, the most urgent first. What Apple sold only Apple can change: there the way is shown. */
export function SubscriptionSteps({ words }: { words: SubscriptionWords }) {
  if (words.step === 'manage_in_app_store') return <AppStoreStep />
  const isEmpty = words.step === 'none' && !words.isUnpaid && !words.nextPlan
  if (isEmpty) return null
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      {words.isUnpaid ? <ButtonLink to="/pay">Pay now</ButtonLink> : null}
      {words.canChangePlan && !words.pendingPlan && !words.nextPlan ? (
        <ButtonLink to="/account/change-plan">Change plan</ButtonLink>
      ) : null}
      {words.nextPlan ? <IntentButton intent="keep-plan" label={`Keep ${words.title}`} pending="One moment…" /> : null}
      <LastStep words={words} />
    </div>
  )
}

function LastStep({ words }: { words: SubscriptionWords }) {
  const pendingIntent = useNavigation().formData?.get('intent')
  switch (words.step) {
    case 'cancel': {
      const isPending = pendingIntent === 'cancel'
      return <CancelSubscription keptUntil={words.paidUntil} isTrial={words.isTrial} isPending={isPending} />
    }
    case 'resume':
      return <IntentButton intent="resume" label="Resume subscription" pending="Resuming…" />
    case 'finish_payment':
      return <ButtonLink to={words.planId ? `/subscribe/${words.planId}` : '/pricing'}>Finish the payment</ButtonLink>
    default:
      return null
  }
}

/** One press, no question: what it does can be undone in the same place. */
function IntentButton({ intent, label, pending }: { intent: string; label: string; pending: string }) {
  const isPending = useNavigation().formData?.get('intent') === intent
  return (
    <Form method="post" action="/account">
      <input type="hidden" name="intent" value={intent} />
      <Button isPending={isPending} pendingLabel={pending}>
        {label}
      </Button>
    </Form>
  )
}

function AppStoreStep() {
  return (
    <div className="mt-6 space-y-3">
      <p className="text-muted">
        You bought this in the app. On your iPhone it is under Settings, your name, Subscriptions; here in the browser:
      </p>
      <ButtonLink to={appStoreSubscriptions} variant="secondary">
        Manage in the App Store
      </ButtonLink>
    </div>
  )
}
