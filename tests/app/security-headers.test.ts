import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { addSecurityHeaders as AddSecurityHeaders } from '#app/http/add-security-headers.server.ts'
import { buildPagePolicy } from '#app/http/content-security-policy.server.ts'
import { siteUrl, stubWebEnv } from './fake-supabase.ts'

const settings = { SITE_URL: siteUrl, SUPABASE_URL: 'https://project.supabase.co' }

/** A policy as directive → sources. */
function parse(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ')
      return [name, sources]
    }),
  )
}

const every = (policy: Record<string, string[]>) => Object.values(policy).flat()

describe('the policy of a page', () => {
  const policy = parse(buildPagePolicy('bm9uY2U=', settings))

  it('runs our files, what carries the nonce, and Stripe’s script', () => {
    expect(policy['script-src']).toEqual([
      "'self'",
      "'nonce-bm9uY2U='",
      'https://js.stripe.com',
      'https://*.js.stripe.com',
    ])
    expect(policy['script-src-attr']).toEqual(["'none'"])
  })

  it('allows no script that is written into the page, and none that is made out of text', () => {
    expect(policy['script-src']).not.toContain("'unsafe-inline'")
    expect(every(policy)).not.toContain("'unsafe-eval'")
    expect(policy['style-src']).not.toContain("'unsafe-inline'")
  })

  it('names what nothing else names', () => {
    expect(policy['default-src']).toEqual(["'none'"])
    expect(policy['base-uri']).toEqual(["'none'"])
    expect(policy['frame-ancestors']).toEqual(["'none'"])
    expect(policy['object-src']).toBeUndefined()
  })

  it('has no source that is a whole scheme but pictures in the page, nor any host of everybody', () => {
    const wide = every(policy).filter((source) => /^(https?:|\*|wss?:|blob:|data:)$/.test(source))
    expect(wide).toEqual(['data:'])
    expect(policy['img-src']).toContain('data:')
  })

  it('frames and asks Stripe as Stripe’s page on security says', () => {
    expect(policy['frame-src']).toEqual([
      'https://js.stripe.com',
      'https://*.js.stripe.com',
      'https://hooks.stripe.com',
      'https://link.com',
      'https://*.link.com',
    ])
    expect(policy['connect-src']).toEqual([
      "'self'",
      'https://api.stripe.com',
      'https://link.com',
      'https://*.link.com',
    ])
  })

  it('lets forms lead where they lead without JavaScript: to Stripe’s pages, and by Auth to Apple and Google', () => {
    expect(policy['form-action']).toEqual([
      "'self'",
      'https://checkout.stripe.com',
      'https://billing.stripe.com',
      'https://project.supabase.co',
      'https://appleid.apple.com',
      'https://accounts.google.com',
    ])
  })

  it('knows this machine only where the local stack runs', () => {
    const local = parse(buildPagePolicy('x', { ...settings, STRIPE_JS_URL: 'http://127.0.0.1:12111/stripe.js' }))
    expect(every(policy).filter((source) => /127|localhost|ws:/.test(source))).toEqual([])
    expect(local['script-src']).toContain('http://127.0.0.1:12111')
    expect(local['connect-src']).toContain('http://127.0.0.1:12111')
    expect(local['form-action']).toContain('http://127.0.0.1:*')
  })

  it('knows Cloudflare only where the captcha is on', () => {
    const guarded = parse(buildPagePolicy('x', { ...settings, TURNSTILE_SITE_KEY: 'site-key' }))
    expect(every(policy).filter((source) => source.includes('cloudflare'))).toEqual([])
    for (const name of ['script-src', 'frame-src']) expect(guarded[name]).toContain('https://challenges.cloudflare.com')
  })

  it('asks for encrypted addresses only where the site has one', () => {
    expect(policy).toHaveProperty('upgrade-insecure-requests')
    const plain = parse(buildPagePolicy('x', { ...settings, SITE_URL: 'http://localhost:3000' }))
    expect(plain).not.toHaveProperty('upgrade-insecure-requests')
  })
})

describe('the headers', () => {
  let addSecurityHeaders: typeof AddSecurityHeaders
  beforeAll(async () => {
    stubWebEnv()
    ;({ addSecurityHeaders } = await import('#app/http/add-security-headers.server.ts'))
  })

  const read = (nonce?: string, present?: Record<string, string>) => {
    const headers = new Headers(present)
    addSecurityHeaders(headers, nonce)
    return headers
  }

  it('of every answer keep it to the site, unguessed and unframed', () => {
    for (const headers of [read(), read('nonce')]) {
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('X-Frame-Options')).toBe('DENY')
      expect(headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin')
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
      expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=31536000/)
    }
  })

  it('leave Stripe its windows, and the page the payment of its wallets', () => {
    expect(read('nonce').get('Cross-Origin-Opener-Policy')).toBe('same-origin-allow-popups')
    expect(read('nonce').get('Permissions-Policy')).toContain('payment=(self "https://js.stripe.com")')
  })

  it('of what is no page let it run nothing', () => {
    expect(parse(read().get('Content-Security-Policy') ?? '')['default-src']).toEqual(["'none'"])
    expect(read().get('Content-Security-Policy')).not.toContain('script-src')
  })

  it('keep a page out of shared caches, unless it says otherwise', () => {
    expect(read('nonce').get('Cache-Control')).toBe('private, no-cache')
    expect(read('nonce', { 'Cache-Control': 'no-store' }).get('Cache-Control')).toBe('no-store')
  })

  it('promise encryption only where there is some', async () => {
    vi.resetModules()
    vi.stubEnv('SITE_URL', 'http://localhost:3000')
    const local = await import('#app/http/add-security-headers.server.ts')
    const headers = new Headers()
    local.addSecurityHeaders(headers, 'nonce')
    expect(headers.get('Strict-Transport-Security')).toBeNull()
  })
})
