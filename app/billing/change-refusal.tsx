import { Form } from '@remix-run/react'
import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { type AppErrorCode, appErrors } from '#domain/errors.ts'

const titles: Partial<Record<AppErrorCode, string>> = {
  same_plan: 'You have this plan already',
  payment_overdue: 'A payment is overdue',
  subscription_ending: 'Your subscription is set to end',
  change_pending: 'A change waits for its payment',
  managed_in_app_store: 'You subscribe through the App Store',
  subscription_not_found: 'You have no subscription to change',
}

/** Why the plan cannot be changed, and what to do first. */
export function ChangeRefusal({ code }: { code: AppErrorCode }) {
  return (
    <Card role="alert" isLifted>
      <h2 className="font-display text-heading font-semibold">{titles[code] ?? 'That did not work'}</h2>
      <p className="mt-2 text-muted">{appErrors[code].message}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <FirstStep code={code} />
        <ButtonLink to="/account" variant="secondary">
          To your account
        </ButtonLink>
      </div>
    </Card>
  )
}

function FirstStep({ code }: { code: AppErrorCode }) {
  switch (code) {
    case 'payment_overdue':
      return <ButtonLink to="/pay">Pay now</ButtonLink>
    case 'change_pending':
      return <ButtonLink to="/pay">Finish the change</ButtonLink>
    case 'managed_in_app_store':
      return <ButtonLink to={appStoreSubscriptions}>Manage in the App Store</ButtonLink>
    case 'subscription_not_found':
      return <ButtonLink to="/pricing">See the plans</ButtonLink>
    case 'subscription_ending':
      return (
        <Form method="post" action="/account">
          <input type="hidden" name="intent" value="resume" />
          <Button>Resume subscription</Button>
        </Form>
      )
    default:
      return null
  }
}
