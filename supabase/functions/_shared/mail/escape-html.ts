const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text, safe inside HTML and its attributes: a plan's name or an address must never become markup in a mail of ours. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}

/**
 * An address for `href`. Its `&` stays: between the names of a query it is HTML as well, and Supabase Auth's templates are
 * read by people and by tests. Anything but a web address is refused, `javascript:` first of all.
 */
export function escapeUrl(url: string): string {
  if (!/^(https?:\/\/|\{\{ \.SiteURL \}\}\/)/.test(url)) throw new Error('A link in a mail must be a web address.')
  return url.replaceAll('"', '%22').replaceAll('<', '%3C').replaceAll('>', '%3E')
}
