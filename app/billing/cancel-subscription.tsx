import { Form, useSearchParams } from '@remix-run/react'
import { useId, useState } from 'react'
import { CancelReasonFields } from '#app/billing/cancel-reason-fields.tsx'
import { Button } from '#app/components/button.tsx'
import { ConfirmDialog } from '#app/components/confirm-dialog.tsx'

type CancelSubscriptionProps = { keptUntil: string; isTrial: boolean; isPending: boolean }

/**
 * Asks once more before cancelling. The button is a form that opens this page again with the question, so that it also works
 * before the scripts have come, and without them; the card that holds it is replaced when the cancellation is done.
 */
export function CancelSubscription({ keptUntil, isTrial, isPending }: CancelSubscriptionProps) {
  const isAsked = useSearchParams()[0].get('confirm') === 'cancel'
  const [isOpen, setIsOpen] = useState(isAsked)
  const formId = useId()
  const words = isTrial ? trialWords : paidWords(keptUntil)
  const form = (
    <Form id={formId} method="post" action="/account" onSubmit={() => setIsOpen(false)}>
      <input type="hidden" name="intent" value="cancel" />
      <CancelReasonFields />
    </Form>
  )
  const confirm = (
    <Button form={formId} variant="danger">
      Confirm cancellation
    </Button>
  )
  return (
    <>
      <form method="get" action="/account" onSubmit={(event) => event.preventDefault()}>
        <input type="hidden" name="confirm" value="cancel" />
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          {...words}
          details={form}
          trigger={
            // The dialog's trigger would make it a plain button, which sends no form.
            <Button type="submit" variant="secondary" isPending={isPending} pendingLabel="Canceling…">
              Cancel subscription
            </Button>
          }
          keep={
            <Button type="button" variant="secondary">
              Keep subscription
            </Button>
          }
        >
          {confirm}
        </ConfirmDialog>
      </form>
      {isAsked ? (
        <noscript className="w-full">
          <p className="mt-2">{words.description}</p>
          {form}
          <div className="mt-4">{confirm}</div>
        </noscript>
      ) : null}
    </>
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
