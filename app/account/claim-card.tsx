import { Form, useNavigation } from '@remix-run/react'
import { SectionCard } from '#app/account/section-card.tsx'
import { Button } from '#app/components/button.tsx'

/** In the account that is to have the purchase. */
export function ClaimCard({ refusal }: { refusal: { text: string; entered: string } | null }) {
  const isPending = useNavigation().formData?.get('intent') === 'claim'
  return (
    <SectionCard
      id="claim"
      title="The purchase is in another account"
      intro="Sign in to that account, here or in the app, get a code there, and enter it here."
    >
      <Form method="post" action="/account/move" className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="intent" value="claim" />
        <div className="min-w-0 grow basis-60">
          <label htmlFor="code" className="mb-1.5 block font-semibold">
            Code from the other account
          </label>
          <input
            id="code"
            name="code"
            type="text"
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            placeholder="ABCD-EFGH"
            defaultValue={refusal?.entered}
            aria-invalid={refusal ? true : undefined}
            aria-describedby={refusal ? 'code-error' : undefined}
            className="block min-h-11 w-full rounded-control border border-line-strong bg-surface px-3 py-2 font-mono text-base text-ink aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger"
          />
        </div>
        <Button isPending={isPending} pendingLabel="Moving…">
          Move the purchase
        </Button>
        <p id="code-error" role="alert" className="basis-full text-sm font-medium text-danger empty:hidden">
          {refusal?.text}
        </p>
      </Form>
    </SectionCard>
  )
}
