const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** "21 December 2026" */
export function formatDate(iso: string | null): string {
  return iso === null || Number.isNaN(Date.parse(iso)) ? 'an unknown date' : DATE.format(new Date(iso))
}

/** "21 December 2026 at 16:20" */
export function formatDateTime(moment: Date): string {
  return `${DATE.format(moment)} at ${TIME.format(moment)}`
}
