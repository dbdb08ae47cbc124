import { Form, useNavigation } from '@remix-run/react'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'

type ResendResult = { tone: 'good' | 'bad'; text: string } | null

/** Shown only while the address is known: the form above asks for it otherwise. */
export function ResendForm({ email, result }: { email: string | null; result: ResendResult }) {
  const isPending = useNavigation().formData?.get('intent') === 'resend'
  if (!email) return null
  return (
    <Form method="post" className="mt-8 space-y-4 border-t border-line pt-6">
      <p className="text-muted">Nothing there after a minute? Look among unwanted mail, or ask for a new email.</p>
      <input type="hidden" name="intent" value="resend" />
      <input type="hidden" name="email" value={email} />
      <Button variant="secondary" isPending={isPending} pendingLabel="Sending…">
        Send another email
      </Button>
      {result ? <Alert tone={result.tone}>{result.text}</Alert> : null}
    </Form>
  )
}
