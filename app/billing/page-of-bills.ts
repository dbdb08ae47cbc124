/** How many invoices one page lists. */
export const pageSize = 50
/** Read beyond a page, so that it need not end within a second: Stripe's times are no finer than that. */
export const readLimit = pageSize + 10

type Dated = { created_at: string }

/** The newest rows first, as many as fit on a page; `older` is the moment before which the next page begins, or null. */
export function pageOfBills<Row extends Dated>(rows: Row[], size = pageSize): { rows: Row[]; older: string | null } {
  const sorted = [...rows].sort((a, b) => toTime(b) - toTime(a))
  const last = sorted[size - 1]
  if (!last) return { rows: sorted, older: null }

  const shown = sorted.filter((row) => toTime(row) >= toTime(last))
  return { rows: shown, older: shown.length < sorted.length ? last.created_at : null }
}

/** Later than every invoice, whatever Stripe's clock says: a test clock may be ahead of ours. */
const endOfTime = '9999-12-31T00:00:00.000Z'

/** The moment in the address of an older page; none, or nonsense, means the newest page. */
export function toMoment(text: string | null): string {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? endOfTime : new Date(time).toISOString()
}

const toTime = ({ created_at }: Dated) => Date.parse(created_at)
