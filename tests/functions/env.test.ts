import { describe, expect, it } from 'vitest'
import {
  MissingConfigurationError,
  readAppleEnv,
  readAppleServerApiEnv,
  readAppleSignInEnv,
  readSecretKeysEnv,
  readSiteEnv,
  readStripeEnv,
  readStripeWebhookEnv,
  readSupabaseEnv,
} from '../../supabase/functions/_shared/env.ts'

const hosted = { SUPABASE_URL: 'https://project.supabase.co' }
const local = { SUPABASE_URL: 'http://127.0.0.1:54321' }
const root = btoa('a certificate')

describe('the configuration of the functions', () => {
  it('names a missing variable and where to get it', () => {
    expect(() => readStripeEnv({})).toThrow(/STRIPE_SECRET_KEY is missing: Stripe Dashboard/)
    expect(() => readStripeWebhookEnv({ STRIPE_WEBHOOK_SECRET: '' })).toThrow(/STRIPE_WEBHOOK_SECRET is missing/)
    expect(() => readAppleEnv({})).toThrow(/APPLE_BUNDLE_ID is missing/)
    expect(() => readSupabaseEnv({ ...hosted })).toThrow(/SUPABASE_DB_URL is missing/)
  })

  it('says that the address of the web is missing, and takes it with or without a slash', () => {
    expect(() => readSiteEnv({})).toThrow(/SITE_URL is missing: the public address/)
    expect(() => readSiteEnv({ SITE_URL: 'example.com' })).toThrow(/SITE_URL is not valid/)
    expect(readSiteEnv({ SITE_URL: 'https://example.com/' }).siteUrl).toBe('https://example.com')
  })

  it('asks for the app id where production purchases are taken', () => {
    expect(() => readAppleEnv({ APPLE_BUNDLE_ID: 'com.example' })).toThrow(/APPLE_APP_ID is missing/)
    expect(readAppleEnv({ APPLE_BUNDLE_ID: 'com.example', APPLE_ENVIRONMENTS: 'Sandbox' }).appId).toBeNull()
  })

  it('never takes an environment in which Apple signs nothing', () => {
    const source = { APPLE_BUNDLE_ID: 'com.example', APPLE_ENVIRONMENTS: 'Xcode' }
    expect(() => readAppleEnv(source)).toThrow(/APPLE_ENVIRONMENTS is not valid/)
  })

  it('refuses another root certificate anywhere but on a local stack', () => {
    const source = {
      APPLE_BUNDLE_ID: 'com.example',
      APPLE_ENVIRONMENTS: 'Sandbox',
      APPLE_EXTRA_ROOT_CERTIFICATES: root,
    }
    expect(() => readAppleEnv({ ...source, ...hosted })).toThrow(MissingConfigurationError)
    expect(() => readAppleEnv({ ...source, SUPABASE_URL: 'https://localhost.example.com' })).toThrow()
    expect(() => readAppleEnv(source)).toThrow()
    expect(readAppleEnv({ ...source, ...local }).extraRootCertificates).toHaveLength(1)
  })

  it('sends the Stripe key to no other host than Stripe or this machine', () => {
    expect(() => readStripeEnv({ STRIPE_SECRET_KEY: 'key', STRIPE_API_URL: 'https://stripe.example.com' })).toThrow()
    expect(readStripeEnv({ STRIPE_SECRET_KEY: 'key', STRIPE_API_URL: 'http://127.0.0.1:12111' }).apiUrl).not.toBeNull()
    expect(readStripeEnv({ STRIPE_SECRET_KEY: 'key' }).apiUrl).toBeNull()
  })

  it('asks Apple about revoked certificates only where that is switched on', () => {
    const source = { APPLE_BUNDLE_ID: 'com.example', APPLE_ENVIRONMENTS: 'Sandbox' }
    expect(readAppleEnv(source).checkRevocation).toBe(false)
    expect(readAppleEnv({ ...source, APPLE_CHECK_REVOCATION: 'false' }).checkRevocation).toBe(false)
    expect(readAppleEnv({ ...source, APPLE_CHECK_REVOCATION: 'true' }).checkRevocation).toBe(true)
    expect(() => readAppleEnv({ ...source, APPLE_CHECK_REVOCATION: 'yes' })).toThrow(/APPLE_CHECK_REVOCATION is not/)
  })
})

describe('the In-App Purchase key', () => {
  const line = (word: string) => `-----${word} PRIVATE KEY-----`
  const lines = [line('BEGIN'), 'MIGTAgEA', line('END')]
  const key = { APPLE_IAP_ISSUER_ID: 'issuer', APPLE_IAP_KEY_ID: 'id', APPLE_IAP_PRIVATE_KEY: lines.join('\n') }

  it('says what is missing of it, and where it is', () => {
    expect(() => readAppleServerApiEnv({})).toThrow(
      /APPLE_IAP_ISSUER_ID is missing: App Store Connect.*APPLE_IAP_KEY_ID is missing.*APPLE_IAP_PRIVATE_KEY is missing/,
    )
  })

  it('is taken as the file has it, and as one line', () => {
    const expected = { issuerId: 'issuer', keyId: 'id', privateKey: lines.join('\n'), apiUrl: null }
    expect(readAppleServerApiEnv(key)).toEqual(expected)
    expect(readAppleServerApiEnv({ ...key, APPLE_IAP_PRIVATE_KEY: `${lines.join('\n')}\n` })).toEqual(expected)
    expect(readAppleServerApiEnv({ ...key, APPLE_IAP_PRIVATE_KEY: lines.join('\\n') })).toEqual(expected)
  })

  it('is refused when it is something else', () => {
    for (const wrong of ['key.p8', lines[1], `${lines.join('\n')} and more`]) {
      const source = { ...key, APPLE_IAP_PRIVATE_KEY: wrong }
      expect(() => readAppleServerApiEnv(source)).toThrow(/APPLE_IAP_PRIVATE_KEY is not valid: .*\.p8/)
    }
  })

  it('signs for no other host than Apple or this machine', () => {
    const at = (url: string) => readAppleServerApiEnv({ ...key, APPLE_SERVER_API_URL: url })
    expect(() => at('https://apple.example.com')).toThrow(/only name a simulator on this machine/)
    expect(() => at('http://localhost.example.com')).toThrow(MissingConfigurationError)
    expect(at('http://127.0.0.1:12112').apiUrl).toBe('http://127.0.0.1:12112')
  })
})

describe('the secret keys of the project', () => {
  it('are all of those that it has', () => {
    const keys = { SUPABASE_SECRET_KEYS: JSON.stringify({ default: 'one', next: 'two' }) }
    expect(readSecretKeysEnv(keys)).toEqual(['one', 'two'])
    expect(readSecretKeysEnv({ ...keys, SUPABASE_SERVICE_ROLE_KEY: 'old' })).toEqual(['one', 'two'])
  })

  it('are the old one where there is no other', () => {
    expect(readSecretKeysEnv({ SUPABASE_SERVICE_ROLE_KEY: 'old' })).toEqual(['old'])
    expect(readSecretKeysEnv({ SUPABASE_SECRET_KEYS: '{}', SUPABASE_SERVICE_ROLE_KEY: 'old' })).toEqual(['old'])
  })

  it('are never an empty one, which an empty header would match', () => {
    expect(() => readSecretKeysEnv({})).toThrow(/SUPABASE_SECRET_KEYS is missing/)
    const empty = { SUPABASE_SECRET_KEYS: JSON.stringify({ default: '' }), SUPABASE_SERVICE_ROLE_KEY: '' }
    expect(() => readSecretKeysEnv(empty)).toThrow(MissingConfigurationError)
  })
})

describe('the key of Sign in with Apple', () => {
  const line = (word: string) => `-----${word} PRIVATE KEY-----`
  const key = {
    APPLE_TEAM_ID: 'TEAM',
    APPLE_SERVICES_ID: 'com.example.web',
    APPLE_BUNDLE_ID: 'com.example',
    APPLE_SIGN_IN_KEY_ID: 'id',
    APPLE_SIGN_IN_PRIVATE_KEY: `${line('BEGIN')}\\nMIGTAgEA\\n${line('END')}`,
  }

  it('may be missing altogether: then no token is ever ended, and everything else works', () => {
    expect(readAppleSignInEnv({ APPLE_SERVICES_ID: 'com.example.web', APPLE_BUNDLE_ID: 'com.example' })).toBeNull()
  })

  it('says what of it is missing, and where it is', () => {
    expect(() => readAppleSignInEnv({ APPLE_TEAM_ID: 'TEAM' })).toThrow(
      /APPLE_SERVICES_ID is missing: developer.apple.com.*APPLE_SIGN_IN_KEY_ID is missing.*APPLE_SIGN_IN_PRIVATE_KEY is missing.*APPLE_BUNDLE_ID is missing/,
    )
  })

  it('is taken as one line', () => {
    expect(readAppleSignInEnv(key)).toMatchObject({
      teamId: 'TEAM',
      servicesId: 'com.example.web',
      privateKey: [line('BEGIN'), 'MIGTAgEA', line('END')].join('\n'),
      apiUrl: null,
    })
  })

  it('serves no other host than Apple or this machine', () => {
    const apple = (url: string) => readAppleSignInEnv({ ...key, APPLE_SIGN_IN_URL: url })
    expect(() => apple('https://apple.example.com')).toThrow(/APPLE_SIGN_IN_URL/)
    expect(() => apple('http://127.0.0.1.example.com/apple')).toThrow(/APPLE_SIGN_IN_URL/)
    expect(apple('http://127.0.0.1:12113/apple')?.apiUrl).toBe('http://127.0.0.1:12113/apple')
  })
})
