import path from 'node:path'
import postgres, { type Sql } from 'postgres'
import { findChangedMigrations, migrate } from './supabase/migrate.ts'
import { type RunningPostgres, startPostgres } from './supabase/postgres.ts'
import { prepareDatabase } from './supabase/prepare-database.ts'
import type { SupabaseConfig } from './supabase/read-config.ts'

export type DatabaseOptions = {
  config: SupabaseConfig
  projectDir: string
  dataDir: string
  port: number
  durable?: boolean
  log: (line: string) => void
  onUnexpectedExit: (reason: string) => void
}

/** Starts Postgres and brings the database to the newest migration. */
export async function startDatabase(options: DatabaseOptions): Promise<RunningPostgres> {
  const { log } = options
  const running = await startPostgres({ ...options, dataDir: path.join(options.dataDir, 'postgres') })
  if (running.reused) log('The database of an earlier run was still there and is used again.')
  else if (running.port !== options.port)
    log(`Port ${options.port} is taken: the database is at ${running.url} instead.`)
  const sql = postgres(running.url, { max: 1, onnotice() {} })
  try {
    await prepareDatabase(sql)
    await bringUpToDate(sql, options)
    return running
  } catch (error) {
    await running.stop()
    throw error
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function bringUpToDate(sql: Sql, { config, projectDir, log }: DatabaseOptions): Promise<void> {
  const supabaseDir = path.join(projectDir, 'supabase')
  const migrationsDir = path.join(supabaseDir, 'migrations')
  const changed = await findChangedMigrations(sql, migrationsDir)
  if (changed.length > 0) {
    log(
      `Edited since this database applied them: ${changed.join(', ')}. \`npm run dev -- --reset\` begins with the new ones.`,
    )
  }
  const seedFiles = config.db.seed.enabled
    ? config.db.seed.sql_paths.map((file) => path.resolve(supabaseDir, file))
    : []
  const applied = await migrate(sql, { migrationsDir, seedFiles })
  if (applied.length > 0)
    log(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}: ${applied.join(', ')}.`)
}
