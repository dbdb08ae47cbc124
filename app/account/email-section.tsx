import { Form, useNavigation } from '@remix-run/react'
import { SectionCard } from '#app/account/section-card.tsx'
import { Alert } from '#app/components/alert.tsx'
import { Badge } from '#app/components/badge.tsx'
import { Button, ButtonLink } from '#app/components/button.tsx'

type EmailSectionProps = { email: string | null; isPrivate: boolean; pendingEmail: string | null }

/** Where mails go, and the change that waits for its two confirmations. */
export function EmailSection({ email, isPrivate, pendingEmail }: EmailSectionProps) {
  return (
    <SectionCard id="email-title" title="Email">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
        <p className="min-w-0 font-medium break-words">
          {email ?? 'No address is known.'}
          {isPrivate ? (
            <span className="mt-1 block">
              <Badge>Hide My Email</Badge>
            </span>
          ) : null}
        </p>
        <ButtonLink to="/account/email" variant="secondary">
          Change email
        </ButtonLink>
      </div>
      {isPrivate ? <PrivateAddress /> : null}
      {pendingEmail ? <PendingChange email={email} pendingEmail={pendingEmail} /> : null}
    </SectionCard>
  )
}

function PrivateAddress() {
  return (
    <p className="mt-4 max-w-prose text-muted text-pretty">
      Apple made this address for you and passes our mails on to your own, which we do not know. Signing in with Google,
      or with a code to your own address, would make a second account. To come here instead, connect Google below, and
      change your email to your own.
    </p>
  )
}

function PendingChange({ email, pendingEmail }: { email: string | null; pendingEmail: string }) {
  const isPending = useNavigation().formData?.get('intent') === 'resend-email'
  return (
    <div className="mt-5">
      <Alert tone="warning">
        <p className="break-words">
          Waiting for your confirmation: your address changes to{' '}
          <strong className="font-semibold">{pendingEmail}</strong> when you have opened both mails, the one there and
          the one at {email ?? 'your present address'}. They work for an hour.
        </p>
        <Form method="post" action="/account/sign-in" className="mt-3">
          <input type="hidden" name="intent" value="resend-email" />
          <Button variant="secondary" isPending={isPending} pendingLabel="Sending…">
            Send another email
          </Button>
        </Form>
      </Alert>
    </div>
  )
}
