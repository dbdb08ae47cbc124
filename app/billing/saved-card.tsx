import { Form, useNavigation } from '@remix-run/react'
import type { SavedCardWords } from '#app/billing/describe-cards.ts'
import { RemoveCard } from '#app/billing/remove-card.tsx'
import { Badge } from '#app/components/badge.tsx'
import { Button } from '#app/components/button.tsx'

/** One saved card, with what it is used for and what can be done with it. */
export function SavedCard({ card }: { card: SavedCardWords }) {
  const { formData } = useNavigation()
  const canBeDefault = !card.isDefault && !card.isExpired
  const pendingIntent = formData?.get('card') === card.id ? formData.get('intent') : null
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-card border border-line bg-surface p-5 sm:px-6">
      <div className="space-y-2">
        <p className="font-medium">
          {card.name} <span className="block text-sm font-normal text-muted">{card.expiry}</span>
        </p>
        {card.isDefault || card.isUsed || card.isExpired ? (
          <p className="flex flex-wrap gap-2">
            {card.isExpired ? <Badge tone="bad">Expired</Badge> : null}
            {card.isDefault ? <Badge tone="good">Default</Badge> : null}
            {card.isUsed ? <Badge>Used for your subscription</Badge> : null}
          </p>
        ) : null}
        {card.keptBecause ? <p className="max-w-md text-sm text-muted">{card.keptBecause}</p> : null}
      </div>
      {/* Nothing in it must take no space. */}
      <div className="flex flex-wrap gap-3 empty:hidden">
        {canBeDefault ? (
          <Form method="post" action="/account/cards">
            <input type="hidden" name="intent" value="default" />
            <input type="hidden" name="card" value={card.id} />
            <Button variant="secondary" isPending={pendingIntent === 'default'} pendingLabel="One moment…">
              Make default
              <span className="sr-only">{card.name}</span>
            </Button>
          </Form>
        ) : null}
        {card.keptBecause ? null : <RemoveCard card={card} isPending={pendingIntent === 'remove'} />}
      </div>
    </li>
  )
}
