import { Link } from '@remix-run/react'
import { Alert } from '#app/components/alert.tsx'

/** A change of plan whose payment is missing. Stripe drops it after 23 hours: nobody has to do anything to let it lapse. */
export function PendingChange({ plan, currentPlan }: { plan: string; currentPlan: string }) {
  return (
    <div className="mt-5">
      <Alert tone="warning">
        <p>
          Your change to {plan} waits for its payment. Until then you keep {currentPlan}. If you do nothing, the change
          lapses within a day and nothing is charged.
        </p>
        <Link to="/pay" className="text-link">
          Finish the change to {plan}
        </Link>
      </Alert>
    </div>
  )
}
