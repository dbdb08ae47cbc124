const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request would change something and does not come from our own pages. A browser says so in a way that no page can
 * change: in `Origin`, or, where that is missing, in `Sec-Fetch-Site`. A neighbour on the same domain is foreign too.
 * `siteUrl` is the truth, not `Host`: behind a proxy that is an inner name.
 */
export function isForeignWrite(request: Pick<Request, 'method' | 'headers'>, siteUrl: string): boolean {
  if (reading.has(request.method)) return false
  const origin = request.headers.get('Origin')
  if (origin !== null) return origin !== new URL(siteUrl).origin
  return request.headers.get('Sec-Fetch-Site') !== 'same-origin'
}
