import { Form, useNavigation } from '@remix-run/react'
import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { CancelSubscription } from '#app/billing/cancel-subscription.tsx'
import type { SubscriptionWords } from '#app/billing/describe-subscription.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'

/** The buttons of a subscription. What Apple sold only Apple can change: there the way is shown instead. */
export function SubscriptionSteps({ words }: { words: SubscriptionWords }) {
  const pendingIntent = useNavigation().formData?.get('intent')
  switch (words.step) {
    case 'cancel':
      return <CancelSubscription keptUntil={words.paidUntil} isPending={pendingIntent === 'cancel'} />
    case 'resume':
      return (
        <Form method="post" action="/account" className="mt-6">
          <input type="hidden" name="intent" value="resume" />
          <Button isPending={pendingIntent === 'resume'} pendingLabel="Resuming…">
            Resume subscription
          </Button>
        </Form>
      )
    case 'finish_payment':
      return (
        <div className="mt-6">
          <ButtonLink to={words.planId ? `/subscribe/${words.planId}` : '/pricing'}>Finish the payment</ButtonLink>
        </div>
      )
    case 'manage_in_app_store':
      return (
        <div className="mt-6 space-y-3">
          <p className="text-muted">
            You bought this in the app. On your iPhone it is under Settings, your name, Subscriptions; here in the
            browser:
          </p>
          <ButtonLink to={appStoreSubscriptions} variant="secondary">
            Manage in the App Store
          </ButtonLink>
        </div>
      )
    case 'none':
      return null
  }
}
