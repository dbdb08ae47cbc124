import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { ClaimCard } from '#app/account/claim-card.tsx'
import { movePurchase } from '#app/account/move-purchase.server.ts'
import { ReleaseCard } from '#app/account/release-card.tsx'
import { requireUser } from '#app/auth/require-user.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { FocusedAlert } from '#app/components/focused-alert.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Move a purchase')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return movePurchase(request, context)
}

export default function MovePurchase() {
  const answer = useActionData<typeof action>()
  const refusal = answer?.kind === 'refused' ? answer : null
  const entered = refusal?.entered ?? null
  return (
    <AccountFrame
      title="Move a purchase"
      intro="For what you bought in the App Store. What is paid by card stays where it is."
    >
      <div className="space-y-6">
        {refusal && entered === null ? <FocusedAlert tone="bad">{refusal.text}</FocusedAlert> : null}
        <ReleaseCard given={answer?.kind === 'code' ? answer : null} />
        <ClaimCard refusal={refusal && entered !== null ? { text: refusal.text, entered } : null} />
      </div>
    </AccountFrame>
  )
}
