import { Form } from '@remix-run/react'

/** The way to Stripe's own pages, for those who prefer them. A document request: the answer leads to another site. */
export function PortalForm() {
  return (
    <Form method="post" action="/account" reloadDocument className="text-muted text-pretty">
      <input type="hidden" name="intent" value="portal" />
      Cards, invoices and your subscription are also at Stripe, who takes the payments for us.
      <button type="submit" className="text-link flex min-h-11 items-center">
        Open Stripe’s billing portal
      </button>
    </Form>
  )
}
