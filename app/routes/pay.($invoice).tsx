import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { answerPay } from '#app/billing/answer-pay.server.ts'
import type { OpenInvoice } from '#app/billing/describe-open-invoice.ts'
import { orOffline } from '#app/billing/or-offline.ts'
import { PaidStatus } from '#app/billing/paid-status.tsx'
import { PayInvoice } from '#app/billing/pay-invoice.tsx'
import { readPayPage } from '#app/billing/read-pay-page.server.ts'
import { Alert } from '#app/components/alert.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Finish a payment')]

/** E-mails, the app and the account lead here. Without an invoice in the address: the newest open one. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireUser(request, context)
  return readPayPage(getSupabase(request, context), request, params.invoice)
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  return answerPay(getSupabase(request, context), await request.formData())
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)

/** The page keeps its own progress: read again in mid-payment it would change under the reader's hands. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod !== 'POST' && defaultShouldRevalidate

export default function Pay() {
  const page = useLoaderData<typeof loader>()
  return (
    <NarrowPage>
      {page.state === 'nothing' ? <NothingToPay /> : null}
      {page.state === 'paid' ? <PaidStatus progress="paid" /> : null}
      {page.state === 'open' ? (
        <PayInvoice key={page.invoice.id} {...page}>
          <OpenInvoiceHeader invoice={page.invoice} />
        </PayInvoice>
      ) : null}
    </NarrowPage>
  )
}

function OpenInvoiceHeader({ invoice }: { invoice: OpenInvoice }) {
  return (
    <>
      <PageHeader title={`Pay ${invoice.amount}`}>{invoice.why}</PageHeader>
      <div className="mb-8 flex items-baseline justify-between gap-4 rounded-card border border-line bg-surface p-5">
        <div>
          <p className="font-semibold">{invoice.what}</p>
          <p className="text-sm text-muted">{invoice.bill}</p>
        </div>
        <p className="font-display text-heading font-semibold tabular-nums">{invoice.amount}</p>
      </div>
      <noscript>
        <Alert tone="warning">
          Paying here needs JavaScript.
          {invoice.hostedUrl ? (
            <>
              {' '}
              <a href={invoice.hostedUrl} className="text-link">
                Pay on Stripe’s page instead
              </a>
              .
            </>
          ) : null}
        </Alert>
      </noscript>
    </>
  )
}

function NothingToPay() {
  return (
    <>
      <PageHeader title="Nothing to pay">There is no open payment in your account.</PageHeader>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/account">To your account</ButtonLink>
        <ButtonLink to="/lessons" variant="secondary">
          To the lessons
        </ButtonLink>
      </div>
    </>
  )
}
