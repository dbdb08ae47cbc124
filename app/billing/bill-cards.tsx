import { BillLinks } from '#app/billing/bill-links.tsx'
import type { BillWords } from '#app/billing/describe-bills.ts'
import { Badge } from '#app/components/badge.tsx'

/** The list of invoices on a phone: the same facts as `BillTable`, one card each. */
export function BillCards({ bills }: { bills: BillWords[] }) {
  return (
    <ul aria-label="Your invoices, the newest first" className="grid gap-4 sm:grid-cols-2 lg:hidden">
      {bills.map((bill) => (
        <li key={bill.id} className="rounded-card border border-line bg-surface p-5">
          <div className="flex items-baseline justify-between gap-4">
            <p className="font-medium">{bill.title}</p>
            <p className="font-medium tabular-nums">{bill.amount}</p>
          </div>
          <p className="text-sm text-muted">{[bill.date, bill.number].filter(Boolean).join(', ')}</p>
          <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            <Badge tone={bill.tone}>{bill.label}</Badge>
            {[bill.paidOn && `on ${bill.paidOn}`, bill.card].filter(Boolean).join(', ')}
          </p>
          <div className="-mb-2 empty:hidden">
            <BillLinks bill={bill} />
          </div>
        </li>
      ))}
    </ul>
  )
}
