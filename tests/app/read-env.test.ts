import { describe, expect, it } from 'vitest'
import { readEnv } from '#app/read-env.server.ts'

const complete = {
  SUPABASE_URL: 'https://project.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
  STRIPE_PUBLISHABLE_KEY: 'pk_x',
  SITE_URL: 'https://lessons.example.com',
}

function readFault(source: Record<string, string>): string {
  try {
    readEnv(source)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the variables of the web server', () => {
  it('are read as they are', () => {
    expect(readEnv({ ...complete, PATH: '/bin' })).toEqual(complete)
  })

  it.each(Object.keys(complete))('stop the boot when %s is missing, and say where to get it', (name) => {
    expect(() => readEnv({ ...complete, [name]: '' })).toThrow(new RegExp(`${name} is missing\\. \\S+`))
  })

  it('are all named at once', () => {
    for (const name of Object.keys(complete)) expect(readFault({})).toContain(`${name} is missing.`)
  })

  it('must not hold a secret key', () => {
    expect(() => readEnv({ ...complete, SUPABASE_PUBLISHABLE_KEY: 'sb_secret_x' })).toThrow(
      'SUPABASE_PUBLISHABLE_KEY is a secret key',
    )
    expect(() => readEnv({ ...complete, STRIPE_PUBLISHABLE_KEY: 'sk_x' })).toThrow(
      'STRIPE_PUBLISHABLE_KEY does not begin with pk_',
    )
  })

  it('must not say more about a wrong value than its name', () => {
    expect(readFault({ ...complete, STRIPE_PUBLISHABLE_KEY: 'sk_very_secret' })).not.toContain('very_secret')
  })

  it.each(['http://127.0.0.1:12111/stripe.js', 'http://localhost:12111/stripe.js', 'http://[::1]:12111/stripe.js'])(
    'take a stand-in for Stripe.js from this machine: %s',
    (url) => {
      expect(readEnv({ ...complete, STRIPE_JS_URL: url }).STRIPE_JS_URL).toBe(url)
    },
  )

  it.each([
    'https://evil.example/stripe.js',
    'http://localhost.evil.example/stripe.js',
    'http://127.0.0.1@evil.example/',
    'javascript:alert(1)',
  ])('take it from nowhere else: %s', (url) => {
    expect(() => readEnv({ ...complete, STRIPE_JS_URL: url })).toThrow('STRIPE_JS_URL')
  })
})
