import { Form, useNavigation } from '@remix-run/react'
import { SectionCard } from '#app/account/section-card.tsx'
import { Button } from '#app/components/button.tsx'

/** How the person is called. Nothing depends on it, so nothing is asked for. */
export function NameSection({ name }: { name: string }) {
  const isPending = useNavigation().formData?.get('intent') === 'name'
  return (
    <SectionCard id="name-title" title="Name">
      <Form method="post" action="/account/sign-in" className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="intent" value="name" />
        <div className="min-w-0 grow basis-60">
          <label htmlFor="name" className="mb-1.5 block font-semibold">
            Your name
          </label>
          <input
            id="name"
            // A saved name, or one that another device has saved, is shown at once.
            key={name}
            name="name"
            type="text"
            defaultValue={name}
            autoComplete="name"
            maxLength={80}
            className="block min-h-11 w-full rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink"
          />
        </div>
        <Button variant="secondary" isPending={isPending} pendingLabel="Saving…">
          Save name
        </Button>
      </Form>
    </SectionCard>
  )
}
