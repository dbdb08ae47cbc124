import { Form, useSearchParams } from '@remix-run/react'
import { useState } from 'react'
import { Button } from '#app/components/button.tsx'
import { ConfirmDialog } from '#app/components/confirm-dialog.tsx'

type RemoveCardProps = { card: { id: string; name: string }; isPending: boolean }

/** Asks once more before removing a card; the same way as cancelling works, with scripts and without them. */
export function RemoveCard({ card, isPending }: RemoveCardProps) {
  const isAsked = useSearchParams()[0].get('remove') === card.id
  const [isOpen, setIsOpen] = useState(isAsked)
  const confirmation = (
    <Form method="post" action="/account/cards" onSubmit={() => setIsOpen(false)}>
      <input type="hidden" name="intent" value="remove" />
      <input type="hidden" name="card" value={card.id} />
      <Button variant="danger" isWide>
        Remove card
      </Button>
    </Form>
  )
  return (
    <>
      <form method="get" action="/account/cards" onSubmit={(event) => event.preventDefault()}>
        <input type="hidden" name="remove" value={card.id} />
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          title="Remove this card?"
          description={`${card.name} is forgotten here and at Stripe. You can add it again at any time.`}
          trigger={
            <Button type="submit" variant="secondary" isPending={isPending} pendingLabel="Removing…">
              Remove
              <span className="sr-only">{card.name}</span>
            </Button>
          }
          keep={
            <Button type="button" variant="secondary">
              Keep card
            </Button>
          }
        >
          {confirmation}
        </ConfirmDialog>
      </form>
      {isAsked ? <noscript>{confirmation}</noscript> : null}
    </>
  )
}
