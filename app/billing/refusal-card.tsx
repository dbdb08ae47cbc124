import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import type { BillingRefusal } from '#app/billing/call-billing.server.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { appErrors } from '#domain/errors.ts'

type Code = BillingRefusal['code']
type Words = {
  title: string
  text: string
  account?: boolean
  retry?: boolean
  appStore?: boolean
  plans?: boolean
  withoutTrial?: boolean
}

const words: Partial<Record<Code, Words>> = {
  subscribed_in_app_store: {
    title: 'You already subscribe through the App Store',
    text: 'That subscription opens the same lessons here. A second one would charge you twice, so we do not sell it. Change or end the one you have in the settings of your Apple account.',
    appStore: true,
    account: true,
  },
  already_subscribed: {
    title: 'You already have a subscription',
    text: 'A second one would charge you twice, so we do not sell it. What you have is on your account page.',
    account: true,
  },
  purchase_in_progress: {
    title: 'A purchase is under way on your phone',
    text: appErrors.purchase_in_progress.message,
    retry: true,
  },
  plan_not_sold: {
    title: 'This plan is not sold at the moment',
    text: 'Nothing was charged. Another plan may suit you.',
    plans: true,
  },
  trial_used: {
    title: 'The free trial has been used already',
    text: 'This card or this account has had its free trial. Nothing was charged. You can subscribe without a trial.',
    withoutTrial: true,
  },
  store_unavailable: {
    title: 'The payment service does not answer',
    text: 'Nothing was charged. Please try again in a minute.',
    retry: true,
  },
}

const fallback: Words = { title: 'That did not work', text: 'Nothing was charged. Please try again.', retry: true }

const shownInForm = new Set<Code>(['store_unavailable', 'internal', 'promotion_code_invalid', 'card_declined'])

/** Whether there is no use in keeping the form open: the others are a sentence in it, and it can be sent again. */
export function isFinal(code: Code): boolean {
  return !shownInForm.has(code)
}

type RefusalCardProps = { code: Code; planId?: string | null; onRetry?: () => void }

/** Why there is no card form, and where to go instead. */
export function RefusalCard({ code, planId, onRetry }: RefusalCardProps) {
  const { title, text, account, retry, appStore, plans, withoutTrial } = words[code] ?? fallback
  return (
    <Card role="alert" isLifted>
      <h2 className="font-display text-heading font-semibold">{title}</h2>
      <p className="mt-2 text-muted">{text}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        {appStore ? <ButtonLink to={appStoreSubscriptions}>Manage in the App Store</ButtonLink> : null}
        {withoutTrial ? (
          <ButtonLink to={planId ? `/subscribe/${planId}?trial=no` : '/pricing'}>Subscribe without a trial</ButtonLink>
        ) : null}
        {plans ? <ButtonLink to="/pricing">See the plans</ButtonLink> : null}
        {account ? (
          <ButtonLink to="/account" variant={appStore ? 'secondary' : 'primary'}>
            To your account
          </ButtonLink>
        ) : null}
        {retry && onRetry ? (
          <Button type="button" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </div>
    </Card>
  )
}
