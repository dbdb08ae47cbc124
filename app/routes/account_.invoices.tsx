import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { BillCards } from '#app/billing/bill-cards.tsx'
import { BillTable } from '#app/billing/bill-table.tsx'
import { toMoment } from '#app/billing/page-of-bills.ts'
import { readBills } from '#app/billing/read-bills.server.ts'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction = () => [toTitle('Invoices')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  const before = new URL(request.url).searchParams.get('before')
  const page = { before: toMoment(before), locale: readLocale(request) }
  return { isNewest: before === null, ...(await readBills(getSupabase(request, context), page)) }
}

export default function Invoices() {
  const { bills, older, isNewest } = useLoaderData<typeof loader>()
  return (
    <AccountFrame title="Invoices" isWide intro="Everything you were charged for on this website.">
      {bills.length === 0 ? (
        <NoBills isNewest={isNewest} />
      ) : (
        <>
          <BillTable bills={bills} />
          <BillCards bills={bills} />
        </>
      )}
      <nav aria-label="Pages" className="mt-8 flex flex-wrap gap-6">
        {isNewest ? null : (
          <Link to="/account/invoices" className="text-link">
            Newest invoices
          </Link>
        )}
        {older ? (
          <Link to={`/account/invoices?before=${encodeURIComponent(older)}`} className="text-link">
            Older invoices
          </Link>
        ) : null}
      </nav>
    </AccountFrame>
  )
}

function NoBills({ isNewest }: { isNewest: boolean }) {
  return (
    <Card aria-labelledby="no-bills">
      <h2 id="no-bills" className="font-display text-heading font-semibold">
        {isNewest ? 'There are no invoices yet' : 'There are no older invoices'}
      </h2>
      <p className="mt-2 mb-6 text-muted">
        What you pay by card on this website is listed here. What you pay through the App Store, Apple lists in the
        settings of your Apple account.
      </p>
      <ButtonLink to="/account" variant="secondary">
        To your account
      </ButtonLink>
    </Card>
  )
}
