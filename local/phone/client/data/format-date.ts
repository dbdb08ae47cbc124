const FORMAT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** "21 December 2026" */
export function formatDate(iso: string | null): string {
  return iso === null || Number.isNaN(Date.parse(iso)) ? 'an unknown date' : FORMAT.format(new Date(iso))
}
