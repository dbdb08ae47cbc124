import { env } from '#app/env.server.ts'
import { bareAnswerPolicy, buildPagePolicy } from '#app/http/content-security-policy.server.ts'

const fixed = {
  'X-Content-Type-Options': 'nosniff',
  // The address of the page after paying holds a client secret: it must not reach other sites as a referrer.
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=(self "https://js.stripe.com")',
  // Stripe opens windows of its own (Link, banks) and hears from them; other sites get no handle of ours.
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** The headers that every answer carries, whoever asks. With a nonce it is a page; without, it may run nothing at all. */
export function addSecurityHeaders(headers: Headers, nonce?: string): void {
  for (const [name, value] of Object.entries(fixed)) headers.set(name, value)
  const isDevelopment = process.env.NODE_ENV === 'development'
  headers.set('Content-Security-Policy', nonce ? buildPagePolicy(nonce, env, isDevelopment) : bareAnswerPolicy)
  if (env.SITE_URL.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  // Pages differ by visitor: without this a shared cache may keep one person's account page for the next.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
}
