import { Form, useNavigation } from '@remix-run/react'
import type { BillingRefusal } from '#app/billing/call-billing.server.ts'
import type { Offer } from '#app/billing/describe-offer.ts'
import { PaymentDisclosure } from '#app/billing/payment-disclosure.tsx'
import { RefusalCard } from '#app/billing/refusal-card.tsx'
import { Button } from '#app/components/button.tsx'

type HostedCheckoutProps = { offer: Offer; refusal: BillingRefusal['code'] | null }

/** The way to Stripe's own payment page, where the settings choose it. A plain form: it works without scripts. */
export function HostedCheckout({ offer, refusal }: HostedCheckoutProps) {
  const isPending = useNavigation().formData?.get('intent') === 'subscribe'
  return (
    <div className="space-y-6">
      {refusal ? <RefusalCard code={refusal} planId={offer.planId} /> : null}
      <Form method="post" className="space-y-6">
        <input type="hidden" name="intent" value="subscribe" />
        <input type="hidden" name="trial" value={offer.trialDays > 0 ? 'yes' : 'no'} />
        <Button isWide isPending={isPending} pendingLabel="Opening Stripe’s page…">
          {offer.trialDays > 0 ? `${offer.payLabel} on Stripe’s page` : 'Continue to Stripe’s payment page'}
        </Button>
        <p className="text-sm text-muted text-pretty">{offer.terms}</p>
        <PaymentDisclosure />
      </Form>
    </div>
  )
}
