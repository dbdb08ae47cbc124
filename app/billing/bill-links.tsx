import { Link } from '@remix-run/react'
import type { BillWords } from '#app/billing/describe-bills.ts'

const link = 'text-link inline-flex min-h-11 items-center lg:min-h-0'

/** Where an invoice can be paid, read and kept. The links are named by their invoice for those who hear them. */
export function BillLinks({ bill }: { bill: BillWords }) {
  if (!bill.payPath && !bill.hostedUrl && !bill.pdfUrl) return null
  const name = <span className="sr-only"> {bill.number ? `invoice ${bill.number}` : `of ${bill.date}`}</span>
  return (
    <span className="inline-flex gap-x-4 whitespace-nowrap">
      {bill.payPath ? (
        <Link to={bill.payPath} className={link}>
          Pay now{name}
        </Link>
      ) : null}
      {bill.hostedUrl ? (
        <a href={bill.hostedUrl} className={link}>
          View{name}
        </a>
      ) : null}
      {bill.pdfUrl ? (
        <a href={bill.pdfUrl} className={link}>
          PDF{name}
        </a>
      ) : null}
    </span>
  )
}
