import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { splitSqlStatements } from '@supabase/lite'
import type { Sql } from 'postgres'

export type MigrateOptions = { migrationsDir: string; seedFiles: string[] }

// The Supabase CLI's own table: `supabase migration list` and `supabase db push` go on where we stopped, and we where they did.
const historySql = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
  create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null);
`

/** Applies what the database has not seen yet, each file in a transaction of its own; gives back the names applied. */
export async function migrate(sql: Sql, options: MigrateOptions): Promise<string[]> {
  const known = await readHistory(sql)
  const pending = listMigrations(options.migrationsDir).filter(({ version }) => !known.has(version))
  for (const migration of pending) await applyMigration(sql, migration)
  for (const file of options.seedFiles) await seedOnce(sql, file)
  // The REST API keeps a picture of the schema: PostgREST listens to this channel for a reason to look again.
  if (pending.length > 0) await sql.notify('pgrst', 'reload schema')
  return pending.map(({ name }) => name)
}

/** The migrations that were edited after this database had applied them: it does not have what their files say now. */
export async function findChangedMigrations(sql: Sql, migrationsDir: string): Promise<string[]> {
  const known = await readHistory(sql)
  const changed = listMigrations(migrationsDir).filter(({ version, file }) => {
    const statements = known.get(version)
    return statements && splitSqlStatements(readFileSync(file, 'utf8')).join() !== statements.join()
  })
  return changed.map(({ name }) => name)
}

async function readHistory(sql: Sql): Promise<Map<string, string[] | null>> {
  await sql.unsafe(historySql)
  const rows = await sql<{ version: string; statements: string[] | null }[]>`
    select version, statements from supabase_migrations.schema_migrations`
  return new Map(rows.map((row) => [row.version, row.statements]))
}

type Migration = { version: string; name: string; file: string }

function listMigrations(directory: string): Migration[] {
  if (!existsSync(directory)) return []
  const found = readdirSync(directory).flatMap((entry) => {
    const [, version, name] = /^(\d{14})_(.*)\.sql$/.exec(entry) ?? []
    return version && name ? [{ version, name, file: path.join(directory, entry) }] : []
  })
  return found.sort((one, other) => (one.version < other.version ? -1 : 1))
}

async function applyMigration(sql: Sql, { version, name, file }: Migration): Promise<void> {
  const text = readFileSync(file, 'utf8')
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(text)
      await transaction`insert into supabase_migrations.schema_migrations ${sql({ version, name, statements: splitSqlStatements(text) })}`
    })
  } catch (cause) {
    throw new Error(`The migration ${path.basename(file)} failed: ${describe(cause, text)}`, { cause })
  }
}

/** A seed file is for a new database: once recorded it never runs again. The table is the CLI's (`db push --include-seed`). */
async function seedOnce(sql: Sql, file: string): Promise<void> {
  if (!existsSync(file)) return
  const text = readFileSync(file, 'utf8')
  const row = { path: `supabase/${path.basename(file)}`, hash: createHash('sha256').update(text).digest('hex') }
  const seen = await sql`select 1 from supabase_migrations.seed_files where path = ${row.path}`
  if (seen.length > 0) return
  await sql.begin(async (transaction) => {
    await transaction.unsafe(text)
    await transaction`insert into supabase_migrations.seed_files ${sql(row)}`
  })
}

function describe(cause: unknown, text: string): string {
  const { message, position } = cause as { message: string; position?: string }
  if (!position) return message
  const line = text.slice(0, Number(position)).split('\n').length
  return `line ${line}: ${message}`
}
