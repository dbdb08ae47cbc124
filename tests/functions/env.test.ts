import { describe, expect, it } from 'vitest'
import {
  MissingConfigurationError,
  readAppleEnv,
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
})
