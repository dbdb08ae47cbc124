import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Stack, startStack } from '../../local/start-stack.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { locateDataDirectory } from '../../local/supabase/postgres-data.ts'

// A Tandem of its own: the others do not count, because all tests come from one address.
const dataDir = path.resolve(import.meta.dirname, '../../.tandem/e2e', `limits-${process.pid}`)
const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
const person = { email: 'ana@example.com', password: `${randomUUID()}!` }
// Of nobody: a password that is compared takes its time.
const guess = { email: 'nobody@example.com', password: 'a guessed password' }
let stack: Stack

beforeAll(async () => {
  // As behind a proxy that names the visitor.
  process.env.TRUSTED_PROXY_HEADER = 'x-test-visitor'
  stack = await startStack({
    dataDir,
    web: 'production',
    ports: 'free',
    stores: 'forgotten',
    limitsRates: true,
    log: () => {},
  })
  delete process.env.TRUSTED_PROXY_HEADER
  const admin = createClient(stack.addresses.api, localKeys.secret, { auth: { persistSession: false } })
  await admin.auth.admin.createUser({ ...person, email_confirm: true })
})
afterAll(async () => {
  await stack.stop()
  for (const data of [dataDir, locateDataDirectory(path.join(dataDir, 'postgres'))])
    rmSync(data, { recursive: true, force: true })
})

/** Sends the form of the sign-in page as a visitor with this address. */
function signIn(visitor: string, { email, password }: typeof person): Promise<Response> {
  const { web } = stack.addresses
  return fetch(`${web}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: web, 'x-test-visitor': visitor, 'user-agent': browser },
    body: new URLSearchParams({ email, password, next: '/account' }),
  })
}

it('a visitor who guesses passwords is stopped, and nobody else: the web’s relay tells Auth whose tries they are', async () => {
  let answer = await signIn('203.0.113.66', guess)
  // Thirty at once and one more every two seconds, while each takes its time.
  for (let tries = 1; answer.status === 400 && tries < 90; tries++) answer = await signIn('203.0.113.66', guess)
  expect(await answer.text()).toContain('Too many attempts. Please wait a few minutes.')
  const own = await signIn('203.0.113.7', person)
  expect([own.status, own.headers.get('location')]).toEqual([302, '/account'])
})
