import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleId, createProviders, readToken } from './create-providers.ts'

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tandem-identity-'))
  file = path.join(folder, 'deeper', 'identity.json')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('accounts, choices, tokens and keys outlive a restart', async () => {
  const ask = { account: { email: 'ann@example.com' }, client_id: bundleId, hide_email: true }
  const before = await createProviders(file)
  const first = await before.sheet('apple', ask)
  const { body } = await before.tokens({ grant_type: 'authorization_code', code: first.authorization_code ?? '' })

  const after = await createProviders(file)
  expect(after.appleKey).toEqual(before.appleKey)
  const second = await after.sheet('apple', { ...ask, hide_email: false })
  expect(second).toMatchObject({ user: first.user, full_name: null })
  expect(readToken(second.id_token).email).toBe(readToken(first.id_token).email)
  const again = await after.tokens({ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })
  expect(again.status).toBe(200)
  expect(await after.log()).toHaveLength(2)
})

test.skipIf(process.platform === 'win32')('nobody else on this machine can read the keys', () => {
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readFileSync(file, 'utf8')).toContain('PRIVATE KEY')
})

test('a file that is damaged stops the start with a sentence', async () => {
  writeFileSync(file, '{"version":1}')
  await expect(createProviders(file)).rejects.toThrow(/cannot read their state/)
})

test('the key set holds the public half only', async () => {
  const providers = await createProviders()
  for (const address of ['/apple/auth/keys', '/google/oauth2/v3/certs']) {
    const answer = await providers.fetch(new Request(`http://identity${address}`))
    const { keys } = (await answer.json()) as { keys: Record<string, string>[] }
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  }
})
