/** "20 April – 20 May 2026", shortened as the language shortens it. In UTC, like `formatDate`. */
export function formatDateRange(from: Date | string, to: Date | string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(
    new Date(from),
    new Date(to),
  )
}
