const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** "21 December 2026, 08:15 UTC" */
export function formatTime(iso: string): string {
  return `${FORMAT.format(new Date(iso)).replace(' at ', ', ')} UTC`
}
