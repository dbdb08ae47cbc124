import { BillLinks } from '#app/billing/bill-links.tsx'
import type { BillWords } from '#app/billing/describe-bills.ts'
import { Badge } from '#app/components/badge.tsx'

const columns = ['Date', 'Number', 'For', 'Amount', 'Card', 'Paid on', 'Status']
const cell = 'px-3 py-3 first:pl-4 last:pr-4'

/** The list of invoices on a wide screen. Narrow ones show `BillCards` instead. */
export function BillTable({ bills }: { bills: BillWords[] }) {
  return (
    <div className="hidden overflow-x-auto rounded-card border border-line bg-surface lg:block">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">Your invoices, the newest first</caption>
        <thead>
          <tr className="border-b border-line text-muted">
            {columns.map((name) => (
              <th key={name} scope="col" className={`${cell} font-medium whitespace-nowrap`}>
                {name}
              </th>
            ))}
            <th scope="col" className={cell}>
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
      <th scope="row" className={`${cell} font-medium whitespace-nowrap`}>
        {bill.date}
      </th>
      <td className={`${cell} whitespace-nowrap tabular-nums`}>{bill.number ?? '–'}</td>
      <td className={cell}>{bill.title}</td>
      <td className={`${cell} font-medium whitespace-nowrap tabular-nums`}>{bill.amount}</td>
      <td className={`${cell} whitespace-nowrap`}>{bill.card ?? '–'}</td>
      <td className={`${cell} whitespace-nowrap`}>{bill.paidOn ?? '–'}</td>
      <td className={`${cell} whitespace-nowrap`}>
        <Badge tone={bill.tone}>{bill.label}</Badge>
      </td>
      <td className={cell}>
        <BillLinks bill={bill} />
      </td>
    </tr>
  )
}
