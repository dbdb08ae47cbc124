/** From the smallest unit of the currency. */
export function formatMoney(amount: number, currency: string | null): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: (currency ?? 'usd').toUpperCase() })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

export const formatDay = (seconds: number) =>
  new Date(seconds * 1000).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })
