import { BillLinks } from '#app/billing/bill-links.tsx'
import type { BillWords } from '#app/billing/describe-bills.ts'
import { Badge } from '#app/components/badge.tsx'

const columns = ['Date', 'Number', 'For', 'Amount', 'Card', 'Paid on', 'Status']

/** The list of invoices on a wide screen. Narrow ones show `BillCards` instead. */
export function BillTable({ bills }: { bills: BillWords[] }) {
  return (
    <div className="hidden overflow-x-auto rounded-card border border-line bg-surface lg:block">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">Your invoices, the newest first</caption>
        <thead>
          <tr className="border-b border-line text-muted">
            {columns.map((name) => (
              <th key={name} scope="col" className="px-4 py-3 font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
            <th scope="col" className="px-4 py-3">
              <span className="sr-only">Pages</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {bills.map((bill) => (
            <BillRow key={bill.id} bill={bill} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BillRow({ bill }: { bill: BillWords }) {
  return (
    <tr className="align-baseline">
      <th scope="row" className="px-4 py-3 font-medium whitespace-nowrap">
        {bill.date}
      </th>
      <td className="px-4 py-3 whitespace-nowrap tabular-nums">{bill.number ?? '–'}</td>
      <td className="px-4 py-3">{bill.title}</td>
      <td className="px-4 py-3 font-medium whitespace-nowrap tabular-nums">{bill.amount}</td>
      <td className="px-4 py-3">{bill.card ?? '–'}</td>
      <td className="px-4 py-3 whitespace-nowrap">{bill.paidOn ?? '–'}</td>
      <td className="px-4 py-3 whitespace-nowrap">
        <Badge tone={bill.tone}>{bill.label}</Badge>
      </td>
      <td className="px-4 py-3">
        <BillLinks bill={bill} />
      </td>
    </tr>
  )
}
