import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Field } from '#app/components/field.tsx'
import { FormAlert } from '#app/components/form-alert.tsx'

export function EmailForm({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const isPending = useNavigation().formAction === '/account/email'
  const [form, fields] = useForm<{ email: string }>({ id: 'email', lastResult })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <FormAlert form={form} />
      <Field label="New email" type="email" field={fields.email} autoComplete="email" required spellCheck={false} />
      <Button isWide isPending={isPending} pendingLabel="Sending the mails…">
        Change email
      </Button>
    </Form>
  )
}
