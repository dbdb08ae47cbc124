export type Money = { amount: number; currency: string }

/** Minor units as money, for example 1590 sgd → "S$15.90". A mail has no browser to ask for a language: English. */
export function formatMoney({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: currency.toUpperCase() })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  // As the website writes it; CLDR has "SGD 15.90".
  return format.format(amount / 10 ** digits).replace(/^(-?)SGD\s/, '$1S$$')
}

/** The day in UTC, for example "21 November 2026". */
export function formatDate(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}
