import { type Bought, findBoughtExtras } from '#app/billing/find-bought-extras.ts'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import type { ExtraOffer } from '#app/billing/read-extra-offers.server.ts'

/** `boughtOn` is null for what could still be bought. */
export type ExtraWords = { id: string; name: string; description: string; price: string; boughtOn: string | null }

/** Everything that is sold once, with what the reader owns first. Money that went back gives nothing. */
export function describeOwnedExtras(extras: ExtraOffer[], bought: Bought, locale: string): ExtraWords[] {
  const owned = findBoughtExtras(extras, bought)
  const described = extras.map((extra) => {
    const boughtAt = owned.get(extra.id)
    return {
      id: extra.id,
      name: extra.name,
      description: extra.description,
      price: formatMoney(extra.amount, extra.currency, locale),
      boughtOn: boughtAt ? formatDate(boughtAt, locale) : null,
    }
  })
  return described.sort((a, b) => Number(b.boughtOn !== null) - Number(a.boughtOn !== null))
}
