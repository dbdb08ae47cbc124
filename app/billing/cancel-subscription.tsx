import { Form } from '@remix-run/react'
import { useState } from 'react'
import { Button } from '#app/components/button.tsx'
import { ConfirmDialog } from '#app/components/confirm-dialog.tsx'

/**
 * Asks once more before cancelling. The card that holds this is replaced when the cancellation is done, and the dialog goes
 * with it; without JavaScript the form stands on the page and is its own confirmation.
 */
export function CancelSubscription({ keptUntil, isPending }: { keptUntil: string; isPending: boolean }) {
  const [isOpen, setIsOpen] = useState(false)
  const form = (
    <Form method="post" onSubmit={() => setIsOpen(false)}>
      <input type="hidden" name="intent" value="cancel" />
      <Button variant="danger" isWide>
        Confirm cancellation
      </Button>
    </Form>
  )
  return (
    <div className="mt-6">
      <noscript>{form}</noscript>
      <div className="[@media(scripting:none)]:hidden">
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          title="End your subscription?"
          description={`You keep everything until ${keptUntil}, and nothing more is charged. Until then you can resume it at any time.`}
          trigger={
            <Button type="button" variant="secondary" isPending={isPending} pendingLabel="Canceling…">
              Cancel subscription
            </Button>
          }
          keep={
            <Button type="button" variant="secondary">
              Keep subscription
            </Button>
          }
        >
          {form}
        </ConfirmDialog>
      </div>
    </div>
  )
}
