import { Alert } from '#app/components/alert.tsx'

type FormAlertProps = { form: { errors: string[] | undefined; errorId: string } }

/** What is wrong with a form as a whole, and not with one of its fields. */
export function FormAlert({ form: { errors, errorId } }: FormAlertProps) {
  return errors ? (
    <Alert tone="bad" id={errorId}>
      {errors[0]}
    </Alert>
  ) : null
}
