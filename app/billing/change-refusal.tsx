import { Form } from '@remix-run/react'
import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { type AppErrorCode, appErrors } from '#domain/errors.ts'

const titles: Partial<Record<AppErrorCode, string>> = {
  same_plan: 'There is nothing to change',
  payment_overdue: 'First pay what is overdue',
  subscription_ending: 'First resume your subscription',
  change_pending: 'First finish the change that waits',
  managed_in_app_store: 'Apple manages this subscription',
  subscription_not_found: 'There is no plan to change',
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
