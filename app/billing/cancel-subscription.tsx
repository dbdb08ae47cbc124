import { CancelReasonFields } from '#app/billing/cancel-reason-fields.tsx'
import { ConfirmForm } from '#app/components/confirm-form.tsx'

type CancelSubscriptionProps = { keptUntil: string; isTrial: boolean; isPending: boolean }

/** Asks once more before cancelling; the card that holds it is replaced when the cancellation is done. */
export function CancelSubscription({ keptUntil, isTrial, isPending }: CancelSubscriptionProps) {
  const words = isTrial ? trialWords : paidWords(keptUntil)
  return (
    <ConfirmForm
      action="/account"
      asks={['confirm', 'cancel']}
      {...words}
      label="Cancel subscription"
      pendingLabel="Canceling…"
      isPending={isPending}
      keep="Keep subscription"
      confirm="Confirm cancellation"
    >
      <input type="hidden" name="intent" value="cancel" />
      <CancelReasonFields />
    </ConfirmForm>
  )
}

const trialWords = {
  title: 'End your trial now?',
  description: 'A trial ends at once: the members’ lessons close now. Nothing has been charged, and nothing will be.',
}

const paidWords = (keptUntil: string) => ({
  title: 'End your subscription?',
  description: `You keep everything until ${keptUntil}, and nothing more is charged. Until then you can resume it at any time.`,
})
