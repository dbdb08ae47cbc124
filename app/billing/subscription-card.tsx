import type { SubscriptionWords } from '#app/billing/describe-subscription.ts'
import { PendingChange } from '#app/billing/pending-change.tsx'
import { SubscriptionSteps } from '#app/billing/subscription-steps.tsx'
import { Badge } from '#app/components/badge.tsx'
import { Card } from '#app/components/card.tsx'

/** One subscription at one store: what it is, how it stands, and what can be done about it. */
export function SubscriptionCard({ words }: { words: SubscriptionWords }) {
  const headingId = `subscription-${words.id}`
  return (
    <Card aria-labelledby={headingId}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={headingId} className="font-display text-2xl font-semibold tracking-tight">
          {words.title}
        </h2>
        <Badge tone={words.tone}>{words.label}</Badge>
        {words.isTest ? <Badge>Test, no real money</Badge> : null}
      </div>
      <p className="mt-3 text-lg text-pretty">{words.sentence}</p>
      {words.pendingPlan ? <PendingChange plan={words.pendingPlan} currentPlan={words.title} /> : null}
      <dl className="mt-6 grid gap-x-8 gap-y-4 border-t border-line pt-5 sm:grid-cols-2">
        {words.price ? <Fact term="Price" text={words.price} /> : null}
        {words.facts.map(({ term, text, note }) => (
          <Fact key={term} term={term} text={text} note={note} />
        ))}
        <Fact term="Paid" text={words.paidWhere} />
        <Fact term="Member since" text={words.startedOn} />
      </dl>
      <SubscriptionSteps words={words} />
    </Card>
  )
}

function Fact({ term, text, note = null }: { term: string; text: string; note?: string | null }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="mt-0.5 font-medium">
        {text}
        {note ? <span className="block text-sm font-normal text-muted">{note}</span> : null}
      </dd>
    </div>
  )
}
