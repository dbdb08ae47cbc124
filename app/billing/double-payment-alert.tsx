import type { DoublePaymentWords } from '#app/billing/describe-double-payments.ts'
import { Alert } from '#app/components/alert.tsx'

/** Both stores charge the same person: what to keep, what to cancel and where. */
export function DoublePaymentAlert({ payments }: { payments: DoublePaymentWords[] }) {
  return (
    <Alert tone="warning">
      <h2 className="font-semibold">You pay twice</h2>
      <ul className="mt-2 space-y-2">
        {payments.map((payment) => (
          <li key={payment.id}>
            {payment.title}, paid <Place payment={payment} /> until {payment.paidUntil}.{' '}
            <strong>{payment.advice}</strong>
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Place({ payment: { paidWhere, href } }: { payment: DoublePaymentWords }) {
  if (!href) return paidWhere
  return (
    <a href={href} className="text-link">
      {paidWhere}
    </a>
  )
}
