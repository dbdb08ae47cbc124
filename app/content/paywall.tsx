import { LockKeyhole } from 'lucide-react'
import type { ExtraWords } from '#app/billing/describe-extra.ts'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'

type PaywallProps = {
  plans: { id: string; name: string; price: string; interval: string }[]
  extras: ExtraWords[]
  isSignedIn: boolean
  signInPath: string
}

/** Stands where the lesson would: which plan or extra opens it, or the way to what is owned already. */
export function Paywall({ plans, extras, isSignedIn, signInPath }: PaywallProps) {
  const names = [...plans, ...extras].map(({ name }) => name).join(' or ')
  return (
    <Card isLifted aria-labelledby="paywall" className="max-w-xl">
      <LockKeyhole aria-hidden className="mb-4 size-6 text-brand" />
      <h2 id="paywall" className="font-display text-heading font-semibold">
        {names ? `This lesson is part of ${names}` : 'This lesson is not on sale at the moment'}
      </h2>
      <p className="mt-2 text-muted">
        {describeWay(plans.length > 0, extras.length > 0)}
        {isSignedIn ? '' : ' If you have it already, sign in with the same account.'}
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        {plans.map(({ id, name, price, interval }, index) => (
          <ButtonLink key={id} to={`/subscribe/${id}`} variant={index === 0 ? 'primary' : 'secondary'}>
            {name}, {price} a {interval}
          </ButtonLink>
        ))}
        {extras.map(({ id, name, price }, index) => (
          <ButtonLink key={id} to={`/extras/${id}`} variant={plans.length + index === 0 ? 'primary' : 'secondary'}>
            {name}, {price} once
          </ButtonLink>
        ))}
        {isSignedIn ? null : (
          <ButtonLink to={signInPath} variant="secondary">
            Sign in
          </ButtonLink>
        )}
      </div>
    </Card>
  )
}

function describeWay(hasPlans: boolean, hasExtras: boolean): string {
  if (hasPlans) return 'Subscribe here or in the iPhone app: the lesson then opens on both.'
  return hasExtras ? 'Pay once, and it is open for good, here and in the iPhone app. No plan contains it.' : ''
}
