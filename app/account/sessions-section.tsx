import { Form, useNavigation } from '@remix-run/react'
import type { SessionWords } from '#app/account/describe-sessions.ts'
import { SectionCard } from '#app/account/section-card.tsx'
import { Badge } from '#app/components/badge.tsx'
import { Button } from '#app/components/button.tsx'

/** Where the person is signed in, each place with a way out. */
export function SessionsSection({ sessions }: { sessions: SessionWords[] }) {
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent)
  return (
    <SectionCard
      id="sessions-title"
      title="Where you are signed in"
      intro="You do not know one of them? Sign it out, then change your password."
    >
      <ul aria-labelledby="sessions-title" className="divide-y divide-line">
        {sessions.map((words) => (
          <SessionRow key={words.id} words={words} />
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap gap-3 border-t border-line pt-6">
        {hasOthers ? <SignOutMany intent="end-others" label="Sign out other devices" /> : null}
        <SignOutMany intent="end-everywhere" label="Sign out everywhere" />
      </div>
    </SectionCard>
  )
}

function SessionRow({ words }: { words: SessionWords }) {
  const isPending = useNavigation().formData?.get('session') === words.id
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0 grow basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {words.device}
          {words.isCurrent ? <Badge tone="good">This device</Badge> : null}
        </p>
        <p className="mt-0.5 text-sm break-words text-muted">{words.details}</p>
      </div>
      {words.isCurrent ? null : (
        <Form method="post" action="/account/sign-in" preventScrollReset>
          <input type="hidden" name="intent" value="end-session" />
          <input type="hidden" name="session" value={words.id} />
          <Button variant="secondary" isPending={isPending} pendingLabel="Signing out…">
            Sign out
            <span className="sr-only">{words.device}</span>
          </Button>
        </Form>
      )}
    </li>
  )
}

function SignOutMany({ intent, label }: { intent: string; label: string }) {
  const isPending = useNavigation().formData?.get('intent') === intent
  return (
    <Form method="post" action="/account/sign-in">
      <input type="hidden" name="intent" value={intent} />
      <Button variant="secondary" isPending={isPending} pendingLabel="Signing out…">
        {label}
      </Button>
    </Form>
  )
}
