import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLocalSettings } from '../../local/local-environment.ts'
import { readConfig } from '../../local/supabase/read-config.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const folder = path.join(projectDir, '.tandem', 'test', `config-${process.pid}`)
beforeAll(() => mkdirSync(path.join(folder, 'supabase'), { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('supabase/config.toml', () => {
  test('is what the local stack needs, with confirmations on and the stores’ functions open', () => {
    const config = readConfig(projectDir)
    expect(config.auth.email.enable_confirmations).toBe(true)
    expect(config.functions['stripe-webhook']?.verify_jwt).toBe(false)
    expect(config.functions.billing?.verify_jwt).toBe(true)
  })

  test('with a fault is refused with the key to correct', () => {
    writeFileSync(path.join(folder, 'supabase', 'config.toml'), '[api]\nport = "many"\n')
    expect(() => readConfig(folder)).toThrow(/config\.toml cannot be used[\s\S]*api\.port/)
  })

  test('that is not TOML is refused with a sentence', () => {
    writeFileSync(path.join(folder, 'supabase', 'config.toml'), '[api\n')
    expect(() => readConfig(folder)).toThrow(/cannot be read/)
  })
})

describe('the environment of the local stack', () => {
  test('is complete without any variable', () => {
    expect(readLocalSettings({})).toMatchObject({
      stripe: { secretKey: 'sk_local' },
      apple: { bundleId: 'com.example.tandem' },
    })
  })

  test.each(['sk_live_x', 'sk_test_x', 'rk_live_x'])(
    'refuses a key of a real Stripe account (%s)',
    (STRIPE_SECRET_KEY) => {
      expect(() => readLocalSettings({ STRIPE_SECRET_KEY })).toThrow('real Stripe account')
    },
  )
})
