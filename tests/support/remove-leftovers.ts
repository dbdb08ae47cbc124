import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findRunningPostgres } from '../../local/supabase/find-running-postgres.ts'
import { isAlive } from '../../local/supabase/identify-process.ts'
import { locateDataDirectory } from '../../local/supabase/postgres-data.ts'

/** Removes what killed test runs left: folders are named after the process that made them, and their servers outlive it. */
export async function removeLeftovers(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const pid = Number(/(\d+)(-other)?$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) await removeFolder(path.join(folder, name))
  }
}

async function removeFolder(folder: string): Promise<void> {
  for (const dataDir of [folder, path.join(folder, 'postgres')].map(locateDataDirectory)) {
    const server = existsSync(dataDir) ? await findRunningPostgres(dataDir) : null
    // Nobody needs the data: no reason to wait for an orderly shutdown.
    if (server) process.kill(server.pid, 'SIGQUIT')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  rmSync(folder, { recursive: true, force: true })
}
