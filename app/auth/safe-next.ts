/**
 * The path to go to after signing in, or `fallback` when `next` could lead to another site.
 * Browsers read `//host`, `/\host` and `/<tab>/host` as another origin, and `/a/..//host` becomes one: an open redirect that phishing uses.
 */
export function safeNext(next: unknown, fallback = '/account'): string {
  if (typeof next !== 'string' || !next.startsWith('/') || hasControlCharacter(next)) return fallback
  const base = 'http://tandem.invalid'
  const url = URL.parse(next, base)
  if (url?.origin !== base || url.pathname.startsWith('//')) return fallback
  return `${url.pathname}${url.search}${url.hash}`
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character.charCodeAt(0) < 0x20 || character.charCodeAt(0) === 0x7f)
}
