import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { CodeField } from '#app/components/code-field.tsx'
import { Field } from '#app/components/field.tsx'

/** The address is asked for only when it is not known, for example on another device. */
export function CodeForm({ email, lastResult }: { email: string | null; lastResult: SubmissionResult | undefined }) {
  const [form, fields] = useForm<{ email: string; code: string }>({ id: 'code', lastResult })
  const isPending = useNavigation().formData?.get('intent') === 'confirm'
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <input type="hidden" name="intent" value="confirm" />
      {email ? (
        <input type="hidden" name="email" value={email} />
      ) : (
        <Field label="Email" type="email" field={fields.email} autoComplete="username" required spellCheck={false} />
      )}
      <CodeField field={fields.code} />
      <Button isWide isPending={isPending} pendingLabel="Checking the code…">
        Confirm
      </Button>
    </Form>
  )
}
