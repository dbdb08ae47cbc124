import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { PasswordField } from '#app/account/password-field.tsx'
import { Button } from '#app/components/button.tsx'
import { CodeField } from '#app/components/code-field.tsx'
import { FormAlert } from '#app/components/form-alert.tsx'

type PasswordFormProps = { email: string; lastResult: SubmissionResult | undefined; asksForCode: boolean }

/** A new password; and a code from a mail, when Auth finds the session too old to take a new one without. */
export function PasswordForm({ email, lastResult, asksForCode }: PasswordFormProps) {
  const isPending = useNavigation().formData?.get('intent') === 'save-password'
  const [form, fields] = useForm<{ password: string; code: string }>({ id: 'password', lastResult })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <FormAlert form={form} />
      <input type="hidden" name="intent" value="save-password" />
      {/* Not shown, but a password manager keeps the new password with it. */}
      <input type="text" name="username" defaultValue={email} autoComplete="username" readOnly hidden />
      <PasswordField field={fields.password} email={email} />
      {asksForCode ? <CodeField field={fields.code} hint="We have just sent it to your email address." /> : null}
      <Button isWide isPending={isPending} pendingLabel="Saving…">
        Save password
      </Button>
    </Form>
  )
}
