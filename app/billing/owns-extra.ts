import type { PaymentRow } from '#app/billing/account-rows.server.ts'

/** For words and links only: whether a lesson opens is decided by the database when it is read. */
export function ownsExtra({ extra_id, status, payment_fault }: PaymentRow, extraId: string | null): boolean {
  return extra_id === extraId && status === 'succeeded' && payment_fault === null
}
