import type { Extra, PaymentRow } from '#app/billing/account-rows.server.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'

/** `boughtOn` is null for what could still be bought. */
export type ExtraWords = { id: string; name: string; description: string; price: string; boughtOn: string | null }

/** Everything that is sold once, with what the reader owns first. Money that went back gives nothing. */
export function describeOwnedExtras(extras: Extra[], payments: PaymentRow[], locale: string): ExtraWords[] {
  const owning = payments.filter(({ status, payment_fault }) => status === 'succeeded' && payment_fault === null)
  const described = extras.map((extra) => {
    const payment = owning.find(({ extra_id }) => extra_id === extra.id)
    return {
      id: extra.id,
      name: extra.name,
      description: extra.description,
      price: formatMoney(extra.amount, extra.currency, locale),
      boughtOn: payment ? formatDate(payment.paid_at ?? payment.created_at, locale) : null,
    }
  })
  return described.sort((a, b) => Number(b.boughtOn !== null) - Number(a.boughtOn !== null))
}
