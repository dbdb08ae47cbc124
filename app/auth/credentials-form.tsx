import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'
import { Field } from '#app/components/field.tsx'

type CredentialsFormProps = {
  kind: 'sign-in' | 'sign-up'
  lastResult: SubmissionResult | undefined
  next: string
}

const words = {
  'sign-in': { button: 'Sign in', pending: 'Signing in…', autoComplete: 'current-password', hint: undefined },
  'sign-up': {
    button: 'Create account',
    pending: 'Creating your account…',
    autoComplete: 'new-password',
    hint: 'At least 8 characters.',
  },
}

/** Email and password. The server validates; Conform ties its answer to the fields and moves focus to the first fault. */
export function CredentialsForm({ kind, lastResult, next }: CredentialsFormProps) {
  const { button, pending, autoComplete, hint } = words[kind]
  const isPending = useNavigation().formAction?.startsWith(`/${kind}`) ?? false
  const [form, fields] = useForm<{ email: string; password: string }>({ id: kind, lastResult })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      {form.errors ? (
        <Alert tone="bad" id={form.errorId}>
          {form.errors[0]}
        </Alert>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field label="Email" type="email" field={fields.email} autoComplete="username" required spellCheck={false} />
      <Field
        label="Password"
        type="password"
        field={fields.password}
        autoComplete={autoComplete}
        hint={hint}
        required
      />
      <Button isWide isPending={isPending} pendingLabel={pending}>
        {button}
      </Button>
    </Form>
  )
}
