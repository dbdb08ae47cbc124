import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { identifyProcess } from './identify-process.ts'

export type FoundPostgres = { pid: number; port: number }

/**
 * Finds a server that a killed launcher left behind. A process id says nothing, since ids are given again: it counts only
 * when it lets us in and names this very folder. A pid file that no Postgres stands behind is removed.
 */
export async function findRunningPostgres(dataDir: string): Promise<FoundPostgres | null> {
  const pidFile = path.join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return null
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n').map(Number)
  if (pid && port && (await servesFolder(port, dataDir))) return { pid, port }

  const command = pid ? identifyProcess(pid) : null
  if (command?.includes('postgres') && command.includes(dataDir)) {
    throw new Error(
      `A Postgres (process ${pid}) holds ${dataDir} and does not answer. End that process and start again.`,
    )
  }
  // Without this Postgres itself would refuse to start when another program now has that id.
  rmSync(pidFile, { force: true })
  return null
}

async function servesFolder(port: number, dataDir: string): Promise<boolean> {
  const sql = postgres(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`, {
    max: 1,
    connect_timeout: 3,
    onnotice() {},
  })
  try {
    const [row] = await sql`select current_setting('data_directory') as folder`
    return path.resolve(row?.folder) === path.resolve(dataDir)
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}
