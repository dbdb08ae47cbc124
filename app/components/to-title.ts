const site = 'Tandem Lessons'

/** The title of a page, as every route's `meta` gives it. */
export function toTitle(page: string | null): { title: string } {
  return { title: page ? `${page} · ${site}` : site }
}
