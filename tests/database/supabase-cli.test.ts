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
  const { stderr } = await runSupabaseCli(['db', 'advisors', '--fail-on', 'warn'], database.url)
  expect(stderr).toMatch(/No issues found/)
})

it('the advisors would have something to say about a table that is open to everybody', async () => {
  const open = await createTestDatabase()
  await open.sql`create table public.forgotten (id integer primary key)`
  await open.sql`grant select on public.forgotten to anon`
  await expect(runSupabaseCli(['db', 'advisors', '--fail-on', 'warn'], open.url)).rejects.toThrow()
  await open.close()
})

it('the CLI sees every migration as applied', async () => {
  const { stdout } = await runSupabaseCli(['migration', 'list'], database.url)
  const rows = stdout.split('\n').filter((line) => /\d{14}/.test(line))
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows) expect(row.match(/\d{14}/g)).toHaveLength(2)
})
