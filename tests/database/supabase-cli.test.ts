import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateTypes, typesFile } from '../../scripts/generate-types.ts'
import { runSupabaseCli } from '../../scripts/supabase-cli.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

it('the committed types are those of the migrations (else run `npm run types`)', async () => {
  expect(readFileSync(typesFile, 'utf8')).toBe(await generateTypes(database.url))
})

it('the advisors of Supabase find nothing to warn about', async () => {
  const report = await runSupabaseCli(['db', 'advisors', '--fail-on', 'warn'], database.url)
  expect(report).toMatch(/No issues found/)
})

it('the CLI sees every migration as applied', async () => {
  const list = await runSupabaseCli(['migration', 'list'], database.url)
  const rows = list.split('\n').filter((line) => /\d{14}/.test(line))
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows) expect(row.match(/\d{14}/g)).toHaveLength(2)
})
