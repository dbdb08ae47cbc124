import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import type { BillingRefusal } from '#app/billing/call-billing.server.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { appErrors } from '#domain/errors.ts'

type Words = { title: string; text?: string; account?: boolean; retry?: boolean; appStore?: boolean }

const words: Partial<Record<BillingRefusal['code'], Words>> = {
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
  store_unavailable: {
    title: 'The payment service does not answer',
    text: 'Nothing was charged. Please try again in a minute.',
    retry: true,
  },
}

const fallback: Words = { title: 'That did not work', text: 'Nothing was charged. Please try again.', retry: true }

/** Why there is no card form, and where to go instead. */
export function RefusalCard({ code, onRetry }: { code: BillingRefusal['code']; onRetry: () => void }) {
  const { title, text, account, retry, appStore } = words[code] ?? fallback
  return (
    <Card role="alert" isLifted>
      <h2 className="font-display text-heading font-semibold">{title}</h2>
      <p className="mt-2 text-muted">{text}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        {appStore ? <ButtonLink to={appStoreSubscriptions}>Manage in the App Store</ButtonLink> : null}
        {account ? (
          <ButtonLink to="/account" variant={appStore ? 'secondary' : 'primary'}>
            To your account
          </ButtonLink>
        ) : null}
        {retry ? (
          <Button type="button" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </div>
    </Card>
  )
}
