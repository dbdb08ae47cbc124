import { Form, useNavigation } from '@remix-run/react'
import { CodeEnd } from '#app/account/code-end.tsx'
import { SectionCard } from '#app/account/section-card.tsx'
import { Button } from '#app/components/button.tsx'
import { FocusedPart } from '#app/components/focused-part.tsx'

type ReleaseCardProps = { given: { code: string; expiresAt: string } | null }

/** In the account that has the purchase: the code is this account's consent. */
export function ReleaseCard({ given }: ReleaseCardProps) {
  const isPending = useNavigation().formData?.get('intent') === 'release'
  return (
    <SectionCard
      id="release"
      title="The purchase is in this account"
      intro="Get a code here, sign in to the other account, and enter it there. The purchase leaves this account then."
    >
      {given ? (
        <FocusedPart key={given.code}>
          <p className="mb-5">
            <span className="text-sm text-muted">Your code</span>
            <span className="mt-1 block font-mono text-3xl font-semibold tracking-wider">{given.code}</span>
            <CodeEnd expiresAt={given.expiresAt} />
          </p>
        </FocusedPart>
      ) : null}
      <Form method="post" action="/account/move">
        <input type="hidden" name="intent" value="release" />
        <Button variant="secondary" isPending={isPending} pendingLabel="One moment…">
          {given ? 'Get another code' : 'Get a code'}
        </Button>
      </Form>
    </SectionCard>
  )
}
