import type { PaymentMethodRow } from '#app/billing/account-rows.server.ts'

/** Stripe's words for what people read on their cards. */
const brands: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  eftpos_au: 'eftpos',
  cartes_bancaires: 'Cartes Bancaires',
  link: 'Link',
}
const wallets: Record<string, string> = { apple_pay: 'Apple Pay', google_pay: 'Google Pay', link: 'Link' }

/** `expiry` is empty for what does not expire. */
export type CardWords = { id: string; name: string; expiry: string; isExpired: boolean }

/** A saved card in words: "Visa ending in 4242", "Expires 04/2028". */
export function describeCard(row: PaymentMethodRow, now: Date): CardWords {
  const wallet = row.wallet === null ? null : wallets[row.wallet]
  const isExpired = isOver(row, now)
  return {
    id: row.payment_method_id,
    name: [nameCard(row.brand, row.last4), wallet && `in ${wallet}`].filter(Boolean).join(' '),
    expiry: describeExpiry(row, isExpired),
    isExpired,
  }
}

function describeExpiry({ exp_month, exp_year }: PaymentMethodRow, isExpired: boolean): string {
  if (exp_month === null) return ''
  return `${isExpired ? 'Expired' : 'Expires'} ${String(exp_month).padStart(2, '0')}/${exp_year}`
}

/** "Visa ending in 4242"; a brand that is not known is called a card. */
export function nameCard(brand: string | null, last4: string | null): string {
  const name = brands[brand ?? ''] ?? 'Card'
  return last4 === null ? name : `${name} ending in ${last4}`
}

/** A card is good until its month is over; in UTC, and therefore a few hours early or late. */
function isOver({ exp_month, exp_year }: PaymentMethodRow, now: Date): boolean {
  return exp_year !== null && exp_month !== null && now >= new Date(Date.UTC(exp_year, exp_month, 1))
}
