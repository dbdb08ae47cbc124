import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { Button, ButtonLink } from '#app/components/button.tsx'

/** The last step: a box to tick, so that no single press deletes an account. */
export function DeleteForm() {
  const { state, formAction } = useNavigation()
  const isPending = state !== 'idle' && formAction === '/account/delete'
  const isSent = useRef(false)
  useEffect(() => {
    if (state === 'idle') isSent.current = false
  }, [state])
  return (
    <Form
      method="post"
      action="/account/delete"
      onSubmit={(event) => {
        // The second half of a double click can come before the button knows of the first.
        if (isSent.current) event.preventDefault()
        isSent.current = true
      }}
      className="space-y-5"
    >
      <label className="flex min-h-11 cursor-pointer items-start gap-3">
        <input type="checkbox" name="understood" value="yes" required className="mt-1 size-4 shrink-0 accent-brand" />
        <span>I understand that my account cannot be brought back.</span>
      </label>
      <div className="flex flex-wrap gap-3">
        <Button variant="danger" isPending={isPending} pendingLabel="Deleting your account…">
          Delete my account
        </Button>
        <ButtonLink to="/account/data" variant="secondary">
          Keep my account
        </ButtonLink>
      </div>
      {isPending ? (
        <p role="status" className="text-muted">
          This can take half a minute. Please keep this page open.
        </p>
      ) : null}
    </Form>
  )
}
