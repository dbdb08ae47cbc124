import { Form, useSearchParams } from '@remix-run/react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '#app/components/button.tsx'
import { ConfirmDialog } from '#app/components/confirm-dialog.tsx'

type ConfirmFormProps = {
  /** The page that has the form, and takes what it sends. */
  action: string
  /** What the page's address says while it asks, for example `disconnect=google`. */
  asks: [name: string, value: string]
  /** What the form sends, and may ask for. */
  children: ReactNode
  label: ReactNode
  pendingLabel: string
  isPending: boolean
  title: string
  description: string
  keep: string
  confirm: string
}

/**
 * A button that asks once more. It is a form that opens its page again with the question: so it also works before the scripts
 * have come, and without them, and whoever had to prove first that it is them comes back to the question.
 */
export function ConfirmForm({ action, asks: [name, value], children, ...props }: ConfirmFormProps) {
  const isAsked = useSearchParams()[0].get(name) === value
  const [isOpen, setIsOpen] = useState(isAsked)
  const formId = useId()
  const form = (
    <Form id={formId} method="post" action={action} onSubmit={() => setIsOpen(false)}>
      {children}
    </Form>
  )
  const confirm = (
    <Button form={formId} variant="danger">
      {props.confirm}
    </Button>
  )
  return (
    <>
      <form method="get" action={action} onSubmit={(event) => event.preventDefault()}>
        <input type="hidden" name={name} value={value} />
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          title={props.title}
          description={props.description}
          details={form}
          trigger={
            // The dialog's trigger would make it a plain button, which sends no form.
            <Button type="submit" variant="secondary" isPending={props.isPending} pendingLabel={props.pendingLabel}>
              {props.label}
            </Button>
          }
          keep={
            <Button type="button" variant="secondary">
              {props.keep}
            </Button>
          }
        >
          {confirm}
        </ConfirmDialog>
      </form>
      {isAsked ? (
        <noscript className="w-full">
          <p className="mt-2">{props.description}</p>
          {form}
          <div className="mt-4">{confirm}</div>
        </noscript>
      ) : null}
    </>
  )
}
