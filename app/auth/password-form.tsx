import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, Link, useNavigation } from '@remix-run/react'
import { Captcha } from '#app/auth/captcha.tsx'
import { Button } from '#app/components/button.tsx'
import { Field } from '#app/components/field.tsx'
import { FormAlert } from '#app/components/form-alert.tsx'

type PasswordFormProps = {
  /** Left out, it is asked for; given, the account is known and only its password is. */
  email?: string
  button: string
  lastResult: SubmissionResult | undefined
  next: string
  captchaKey: string | null
}

/** Email and password. The server validates; Conform ties its answer to the fields and moves focus to the first fault. */
export function PasswordForm({ email, button, lastResult, next, captchaKey }: PasswordFormProps) {
  const isPending = useNavigation().formData?.get('intent') === 'password'
  const [form, fields] = useForm<{ email: string; password: string }>({ id: 'password', lastResult })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <FormAlert form={form} />
      <input type="hidden" name="intent" value="password" />
      <input type="hidden" name="next" value={next} />
      {email === undefined ? (
        <Field label="Email" type="email" field={fields.email} autoComplete="username" required spellCheck={false} />
      ) : (
        // For password managers, which look for the account's name beside its password.
        <input type="hidden" autoComplete="username" value={email} />
      )}
      <Field label="Password" type="password" field={fields.password} autoComplete="current-password" required />
      <Captcha siteKey={captchaKey} attempt={lastResult} />
      <Button isWide isPending={isPending} pendingLabel="Signing in…">
        {button}
      </Button>
      <p>
        <Link to={`/forgot-password?next=${encodeURIComponent(next)}`} className="text-link">
          Forgot your password?
        </Link>
      </p>
    </Form>
  )
}
