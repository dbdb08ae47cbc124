import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { actOnCards } from '#app/billing/act-on-cards.server.ts'
import { describeCards } from '#app/billing/describe-cards.ts'
import { describeDone } from '#app/billing/done-words.ts'
import { readBillingAccount } from '#app/billing/read-billing-account.server.ts'
import { readPaymentMethods } from '#app/billing/read-payment-methods.server.ts'
import { readSubscriptions } from '#app/billing/read-subscriptions.server.ts'
import { SavedCard } from '#app/billing/saved-card.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Your cards')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  const supabase = getSupabase(request, context)
  const [rows, account, subscriptions] = await Promise.all([
    readPaymentMethods(supabase),
    readBillingAccount(supabase),
    readSubscriptions(supabase),
  ])
  return {
    done: describeDone(new URL(request.url).searchParams.get('done')),
    cards: describeCards(rows, { account, subscriptions, now: new Date() }),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return actOnCards(getSupabase(request, context), await request.formData())
}

export default function Cards() {
  const { cards, done } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <AccountFrame title="Your cards" intro="Stripe keeps the card numbers. We see the last four digits.">
      <div className="space-y-6">
        {result ? <FocusedAlert tone={result.tone}>{result.text}</FocusedAlert> : null}
        {done && !result ? <FocusedAlert tone="good">{done}</FocusedAlert> : null}
        {cards.length === 0 ? <NoCards /> : null}
        {cards.length > 0 ? (
          <>
            <ul aria-label="Saved cards" className="space-y-4">
              {cards.map((card) => (
                <SavedCard key={card.id} card={card} />
              ))}
            </ul>
            <ButtonLink to="/account/cards/add" variant="secondary">
              Add a card
            </ButtonLink>
          </>
        ) : null}
      </div>
    </AccountFrame>
  )
}

function NoCards() {
  return (
    <Card aria-labelledby="no-cards">
      <h2 id="no-cards" className="font-display text-heading font-semibold">
        No card is saved
      </h2>
      <p className="mt-2 mb-6 text-muted">A card that you pay with is saved here. You can also add one beforehand.</p>
      <ButtonLink to="/account/cards/add">Add a card</ButtonLink>
    </Card>
  )
}
