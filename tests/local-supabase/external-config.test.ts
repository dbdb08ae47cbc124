import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMissingSecrets } from '../../local/supabase/find-missing-secrets.ts'
import { readConfig } from '../../local/supabase/read-config.ts'
import { runSupabaseCli } from '../../scripts/supabase-cli.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const { auth } = readConfig(projectDir)
const secrets = ['SUPABASE_AUTH_EXTERNAL_APPLE_SECRET', 'SUPABASE_AUTH_EXTERNAL_GOOGLE_SECRET']

describe('what supabase/config.toml says about Apple and Google', () => {
  test('both are on, the website before the app: the first asks in the browser', () => {
    expect(auth.external.apple).toMatchObject({ enabled: true, client_id: 'com.example.tandem.web,com.example.tandem' })
    expect(auth.external.google.enabled).toBe(true)
    expect(auth.external.google.client_id).toMatch(/^tandem-web\.[^,]+,tandem-ios\.[^,]+$/)
  })

  test('the nonce is checked, every person has an address, and no secret is written there', () => {
    for (const provider of Object.values(auth.external)) {
      expect(provider).toMatchObject({ skip_nonce_check: false, email_optional: false })
      expect(provider.secret).toMatch(/^env\(SUPABASE_AUTH_EXTERNAL_[A-Z]+_SECRET\)$/)
    }
  })

  test('accounts may be linked by hand, and an address must be confirmed before it links by itself', () => {
    expect(auth.enable_manual_linking).toBe(true)
    expect(auth.email.enable_confirmations).toBe(true)
  })

  test('the browser may come back to the website and to the app', () => {
    expect(auth.additional_redirect_urls).toContain('tandem://auth-callback')
    expect(auth.additional_redirect_urls).toContain('http://localhost:3000/**')
  })
})

describe('a secret that is missing', () => {
  test('is named, and .env.example says where it comes from', () => {
    expect(findMissingSecrets(projectDir, {})).toEqual(expect.arrayContaining(secrets))
    expect(findMissingSecrets(projectDir, { [secrets[0] ?? '']: 'x' })).not.toContain(secrets[0])
    const example = readFileSync(path.join(projectDir, '.env.example'), 'utf8')
    for (const name of secrets) expect(example).toContain(`\n${name}=\n`)
  })
})

describe('the Supabase CLI', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.close())

  test('reads the file without a word of complaint', async () => {
    const { stdout, stderr } = await runSupabaseCli(['migration', 'list'], database.url)
    expect(`${stdout}${stderr}`).not.toMatch(/config|unknown|deprecated|WARN/i)
  })
})
