import { formatMoney } from '#app/billing/format-money.ts'
import type { ExtraOffer } from '#app/billing/read-extra-offers.server.ts'

export type ExtraWords = { id: string; name: string; description: string; price: string }

/** Something that is bought once, in the words of the price list. */
export function describeExtra({ id, name, description, amount, currency }: ExtraOffer, locale: string): ExtraWords {
  return { id, name, description, price: formatMoney(amount, currency, locale) }
}
