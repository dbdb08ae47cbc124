import { Form, useSearchParams } from '@remix-run/react'
import { useState } from 'react'
import { Button } from '#app/components/button.tsx'
import { ConfirmDialog } from '#app/components/confirm-dialog.tsx'

/**
 * Asks once more before cancelling. The button is a form that opens this page again with the question, so that it also works
 * before the scripts have come, and without them; the card that holds it is replaced when the cancellation is done.
 */
export function CancelSubscription({ keptUntil, isPending }: { keptUntil: string; isPending: boolean }) {
  const isAsked = useSearchParams()[0].get('confirm') === 'cancel'
  const [isOpen, setIsOpen] = useState(isAsked)
  const confirmation = (
    <Form method="post" action="/account" onSubmit={() => setIsOpen(false)}>
      <input type="hidden" name="intent" value="cancel" />
      <Button variant="danger" isWide>
        Confirm cancellation
      </Button>
    </Form>
  )
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      <form method="get" action="/account" onSubmit={(event) => event.preventDefault()}>
        <input type="hidden" name="confirm" value="cancel" />
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          title="End your subscription?"
          description={`You keep everything until ${keptUntil}, and nothing more is charged. Until then you can resume it at any time.`}
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
          {confirmation}
        </ConfirmDialog>
      </form>
      {isAsked ? <noscript>{confirmation}</noscript> : null}
    </div>
  )
}
