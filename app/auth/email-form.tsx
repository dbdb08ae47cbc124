import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { Captcha } from '#app/auth/captcha.tsx'
import { Button } from '#app/components/button.tsx'
import { Field } from '#app/components/field.tsx'
import { FormAlert } from '#app/components/form-alert.tsx'

type EmailFormProps = {
  /** Which of a page's forms it is: `intent` of what it sends. */
  intent: 'code' | 'create' | 'reset'
  button: string
  hint?: string
  email?: string
  lastResult: SubmissionResult | undefined
  next: string
  captchaKey: string | null
}

/** An address to write to: the only thing that a sign-up asks for, and all that a sign-in by code needs. */
export function EmailForm({ intent, button, hint, email, lastResult, next, captchaKey }: EmailFormProps) {
  const defaultValue = { email: email ?? '' }
  const [form, fields] = useForm<{ email: string }>({ id: intent, lastResult, defaultValue })
  const isPending = useNavigation().formData?.get('intent') === intent
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <FormAlert form={form} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="next" value={next} />
      <Field
        label="Email"
        type="email"
        field={fields.email}
        autoComplete="username"
        hint={hint}
        required
        spellCheck={false}
      />
      <Captcha siteKey={captchaKey} attempt={lastResult} />
      <Button isWide isPending={isPending} pendingLabel="Sending…">
        {button}
      </Button>
    </Form>
  )
}
