/** "21 December 2026, 08:15 UTC" */
export function formatTime(iso: string): string {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${date.format(new Date(iso)).replace(' at ', ', ')} UTC`
}
