import { Form, useNavigation } from '@remix-run/react'
import { Captcha } from '#app/auth/captcha.tsx'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'

export type ResendResult = { tone: 'good' | 'bad'; text: string } | null

type ResendFormProps = { result: ResendResult; captchaKey: string | null }

/** Another mail to the same address. */
export function ResendForm({ result, captchaKey }: ResendFormProps) {
  const isPending = useNavigation().formData?.get('intent') === 'resend'
  return (
    <Form method="post" className="mt-8 space-y-4 border-t border-line pt-6">
      <p className="text-muted">Nothing there after a minute? Look among unwanted mail, or ask for a new email.</p>
      <input type="hidden" name="intent" value="resend" />
      <Captcha siteKey={captchaKey} attempt={result} />
      <Button variant="secondary" isPending={isPending} pendingLabel="Sending…">
        Send another email
      </Button>
      {result ? <Alert tone={result.tone}>{result.text}</Alert> : null}
    </Form>
  )
}
