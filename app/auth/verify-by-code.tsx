import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { Captcha } from '#app/auth/captcha.tsx'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'
import { CodeField } from '#app/components/code-field.tsx'

type VerifyByCodeProps = {
  isSent: boolean
  next: string
  result: { code?: SubmissionResult; fault?: string } | undefined
  captchaKey: string | null
}

/** A code to the account's own address: the way for who has no password, or has forgotten it. */
export function VerifyByCode({ isSent, next, result, captchaKey }: VerifyByCodeProps) {
  const intent = useNavigation().formData?.get('intent')
  return (
    <div className="space-y-5">
      {isSent ? <OwnCodeForm next={next} lastResult={result?.code} isPending={intent === 'confirm'} /> : null}
      <Form method="post" className="space-y-4">
        <input type="hidden" name="intent" value="send" />
        <input type="hidden" name="next" value={next} />
        {result?.fault ? <Alert tone="bad">{result.fault}</Alert> : null}
        <Captcha siteKey={captchaKey} attempt={result} />
        <Button isWide variant="secondary" isPending={intent === 'send'} pendingLabel="Sending…">
          {isSent ? 'Send another email' : 'Email me a code'}
        </Button>
      </Form>
    </div>
  )
}

type OwnCodeFormProps = { next: string; lastResult: SubmissionResult | undefined; isPending: boolean }

function OwnCodeForm({ next, lastResult, isPending }: OwnCodeFormProps) {
  const [form, fields] = useForm<{ code: string }>({ id: 'code', lastResult })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <Alert tone="good">We have sent you an email with a code.</Alert>
      <input type="hidden" name="intent" value="confirm" />
      <input type="hidden" name="next" value={next} />
      <CodeField field={fields.code} />
      <Button isWide isPending={isPending} pendingLabel="Checking the code…">
        Confirm
      </Button>
    </Form>
  )
}
