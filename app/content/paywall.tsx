import { LockKeyhole } from 'lucide-react'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'

type PaywallProps = {
  plans: { id: string; name: string; price: string; interval: string }[]
  isSignedIn: boolean
  signInPath: string
}

/** Stands where the lesson would: which plan opens it, or the way to a subscription that exists already. */
export function Paywall({ plans, isSignedIn, signInPath }: PaywallProps) {
  const names = plans.map(({ name }) => name).join(' or ')
  return (
    <Card isLifted aria-labelledby="paywall" className="max-w-xl">
      <LockKeyhole aria-hidden className="mb-4 size-6 text-brand" />
      <h2 id="paywall" className="font-display text-heading font-semibold">
        This lesson is part of {names}
      </h2>
      <p className="mt-2 text-muted">
        Subscribe here or in the iPhone app: the lesson then opens on both.
        {isSignedIn ? '' : ' If you subscribe already, sign in with the same account.'}
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        {plans.map(({ id, name, price, interval }, index) => (
          <ButtonLink key={id} to={`/subscribe/${id}`} variant={index === 0 ? 'primary' : 'secondary'}>
            {name}, {price} a {interval}
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
