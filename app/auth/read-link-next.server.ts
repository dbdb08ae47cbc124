import { env } from '#app/env.server.ts'

/**
 * Where a link in a mail leads after confirming. Auth writes the whole address there, and the bare one of the site when nobody
 * was going anywhere: that is null, as is every other site.
 */
export function readLinkNext(next: string | null): string | null {
  if (!next || next.startsWith('/')) return next
  const site = new URL(env.SITE_URL)
  const url = URL.parse(next)
  if (url?.origin !== site.origin) return null
  const target = `${url.pathname}${url.search}`
  return target === '/' ? null : target
}
