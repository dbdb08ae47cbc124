import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findChangedMigrations, migrate } from '../../local/supabase/migrate.ts'
import { findScript } from '../../scripts/find-programs.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const folder = path.join(projectDir, '.tandem', 'test', `migrate-${process.pid}`, 'supabase')
const migrationsDir = path.join(folder, 'migrations')
const seedFile = path.join(folder, 'seed.sql')

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

beforeEach(async () => {
  mkdirSync(migrationsDir, { recursive: true })
  await database.sql.unsafe(
    'drop schema supabase_migrations cascade; drop table if exists public.scratch, public.scratch_two',
  )
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const write = (name: string, text: string) => writeFileSync(path.join(migrationsDir, name), text)
const run = () => migrate(database.sql, { migrationsDir, seedFiles: [seedFile] })
const supabase = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    [findScript('supabase', 'supabase'), ...args, `--remote=${database.url}`, `--workdir=${path.dirname(folder)}`],
    {
      env: { ...process.env, DO_NOT_TRACK: '1', NO_COLOR: '1', SUPABASE_TELEMETRY_DISABLED: '1' },
    },
  )

describe('migrations', () => {
  test('are applied in order, once', async () => {
    write('20260101000002_second.sql', 'insert into public.scratch values (2);')
    write('20260101000001_first.sql', 'create table public.scratch (id int);')
    expect(await run()).toEqual(['first', 'second'])
    expect(await run()).toEqual([])
    expect(await database.sql`select id from public.scratch`).toEqual([{ id: 2 }])
  })

  test('that were edited after they had been applied are named', async () => {
    write('20260101000001_first.sql', 'create table public.scratch (id int);')
    await run()
    expect(await findChangedMigrations(database.sql, migrationsDir)).toEqual([])
    write('20260101000001_first.sql', 'create table public.scratch (id bigint);')
    expect(await findChangedMigrations(database.sql, migrationsDir)).toEqual(['first'])
  })

  test('leave nothing behind when one fails, and say which and where', async () => {
    write('20260101000001_half.sql', 'create table public.scratch (id int);\nselect nonsense;\n')
    await expect(run()).rejects.toThrow(/20260101000001_half\.sql failed: line 2: .*nonsense/)
    expect(await database.sql`select to_regclass('public.scratch') as found`).toEqual([{ found: null }])
  })

  test('are announced, so that the API looks at the schema again', async () => {
    const heard: string[] = []
    await database.sql.listen('pgrst', (payload) => heard.push(payload))
    write('20260101000001_first.sql', 'create table public.scratch (id int);')
    await run()
    await expect.poll(() => heard).toEqual(['reload schema'])
  })

  test('seed a new database once, even when the seed changes later', async () => {
    write('20260101000001_first.sql', 'create table public.scratch (id int);')
    writeFileSync(seedFile, 'insert into public.scratch values (1);')
    await run()
    writeFileSync(seedFile, 'insert into public.scratch values (1), (2);')
    await run()
    expect(await database.sql`select count(*)::int as rows from public.scratch`).toEqual([{ rows: 1 }])
  })
})

describe('the Supabase CLI', () => {
  test('sees what we applied, and we see what it applied', async () => {
    write('20260101000001_first.sql', 'create table public.scratch (id int);')
    await run()
    const { stdout } = await supabase('migration', 'list')
    expect(stdout).toMatch(/`20260101000001` \| `20260101000001`/)

    write('20260101000002_second.sql', 'create table public.scratch_two (id int);')
    await supabase('db', 'push', '--yes')
    expect(await run()).toEqual([])
    const rows =
      await database.sql`select version, name, cardinality(statements) as statements from supabase_migrations.schema_migrations order by 1`
    expect(rows).toEqual([
      { version: '20260101000001', name: 'first', statements: 1 },
      { version: '20260101000002', name: 'second', statements: 1 },
    ])
  })
})
