import { Form } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'

/** Back from Stripe's own page without scripts: the question is a button instead. */
export function RefreshWithoutScript() {
  return (
    <noscript>
      <Form method="post">
        <input type="hidden" name="intent" value="refresh" />
        <Button>Look again</Button>
      </Form>
    </noscript>
  )
}
