const fallback = 'en-SG'

/** The first language that the browser asks for and that exists; dates and money are written for it. */
export function readLocale(request: Request): string {
  const wanted = request.headers.get('Accept-Language')?.split(',') ?? []
  const tags = wanted.map((entry) => entry.split(';')[0]?.trim() ?? '')
  return tags.find(isLocale) ?? fallback
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}
