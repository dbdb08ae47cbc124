/** CLDR writes SGD as "SGD 9.90" or a bare "$"; people in Singapore, and Stripe, write S$. */
const signs: Record<string, string> = { SGD: 'S$' }

/** Minor units as money, for example 1590 sgd → "S$15.90" and 500 jpy → "¥500". */
export function formatMoney(minorUnits: number, currency: string, locale: string): string {
  const code = currency.toUpperCase()
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: code })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const parts = format.formatToParts(minorUnits / 10 ** digits)
  return parts.map((part, index) => writePart(part, parts[index - 1], signs[code])).join('')
}

function writePart(
  part: Intl.NumberFormatPart,
  before: Intl.NumberFormatPart | undefined,
  sign: string | undefined,
): string {
  if (!sign) return part.value
  if (part.type === 'currency') return sign
  // "SGD 9.90" has a space after the code, "S$9.90" has none.
  return part.type === 'literal' && before?.type === 'currency' ? '' : part.value
}
