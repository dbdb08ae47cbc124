import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres, { type Sql } from 'postgres'
import { startDatabase } from '../../local/start-database.ts'
import { readConfig } from '../../local/supabase/read-config.ts'

export type BenchDatabase = { sql: Sql; url: string; close: () => Promise<void> }

/** A database of its own with all migrations and no seed, at Postgres's default settings; `close` leaves nothing behind. */
export async function openDatabase(projectDir: string): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tandem-bench-'))
  const config = readConfig(projectDir)
  config.db.seed.enabled = false
  const running = await startDatabase({
    config,
    projectDir,
    dataDir,
    port: 54900,
    log: () => {},
    onUnexpectedExit: (reason) => console.error(reason),
  })
  const sql = postgres(running.url, { max: 1, onnotice() {} })
  async function close(): Promise<void> {
    await sql.end({ timeout: 1 })
    await running.stop()
    // As root the data lies elsewhere than was asked for.
    for (const folder of [running.dataDir, dataDir]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return { sql, url: running.url, close }
}
