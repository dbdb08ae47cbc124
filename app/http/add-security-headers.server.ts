import { env } from '#app/env.server.ts'

const fixed = {
  'X-Content-Type-Options': 'nosniff',
  // The address of the page after paying holds a client secret: it must not reach other sites as a referrer.
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': "frame-ancestors 'none'; base-uri 'self'; object-src 'none'",
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(self "https://js.stripe.com")',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
}

/** The headers that every page carries, whoever asks. */
export function addSecurityHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(fixed)) headers.set(name, value)
  if (env.SITE_URL.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  // Pages differ by visitor: without this a shared cache may keep one person's account page for the next.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
}
