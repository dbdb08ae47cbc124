import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import { offlineSentence } from '#app/billing/or-offline.ts'
import { ButtonLink } from '#app/components/button.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { Skeleton } from '#app/components/skeleton.tsx'
import type { clientAction } from '#app/routes/account_.cards_.add.tsx'

/** Back from Stripe with a confirmed card: saves it. By script, so that opening the address changes nothing. */
export function FinishCard({ setupIntentId }: { setupIntentId: string }) {
  const { state, data, submit } = useFetcher<typeof clientAction>()
  const isUnasked = state === 'idle' && !data
  useEffect(() => {
    if (isUnasked) submit({ intent: 'finish', setup_intent: setupIntentId }, { method: 'post' })
  }, [isUnasked, submit, setupIntentId])

  if (data?.kind !== 'refused' && data?.kind !== 'offline') return <Skeleton label="Saving your card…" />
  return (
    <div className="space-y-6">
      <FocusedAlert tone="bad">{data.kind === 'refused' ? data.text : offlineSentence}</FocusedAlert>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/account/cards/add">Try another card</ButtonLink>
        <ButtonLink to="/account/cards" variant="secondary">
          To your cards
        </ButtonLink>
      </div>
    </div>
  )
}
