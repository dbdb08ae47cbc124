import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { findFreePort } from '../find-free-port.ts'
import { findRunningPostgres } from './find-running-postgres.ts'
import { isAlive } from './identify-process.ts'
import { choosePostgresAccount } from './postgres-account.ts'
import { type PostgresBinaries, preparePostgresBinaries } from './postgres-binaries.ts'
import { initializeDataDirectory, locateDataDirectory } from './postgres-data.ts'

export type PostgresOptions = {
  dataDir: string
  port: number
  /** False only for tests: faster, and a power cut would lose the data. */
  durable?: boolean
  /** Called when the server ends although nobody stopped it. */
  onUnexpectedExit?: (reason: string) => void
}

export type RunningPostgres = {
  url: string
  port: number
  dataDir: string
  /** A server that a killed launcher had left behind was taken over. */
  reused: boolean
  stop: () => Promise<void>
}

/** Starts the Postgres that comes with npm, as root or not, and waits until it takes connections. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = locateDataDirectory(options.dataDir)
  const orphan = await findRunningPostgres(dataDir)
  if (orphan) {
    return { url: toUrl(orphan.port), port: orphan.port, dataDir, reused: true, stop: () => stopProcess(orphan.pid) }
  }
  const binaries = preparePostgresBinaries()
  initializeDataDirectory(binaries.initdb, dataDir)
  const { child, port } = await launch(binaries, { ...options, dataDir })
  return { url: toUrl(port), port, dataDir, reused: false, stop: superviseChild(child, options.onUnexpectedExit) }
}

async function launch(
  binaries: PostgresBinaries,
  options: PostgresOptions,
): Promise<{ child: ChildProcess; port: number }> {
  const port = await findFreePort(options.port)
  const child = spawn(binaries.postgres, toArguments(options, port), {
    ...choosePostgresAccount(),
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    cwd: path.parse(options.dataDir).root,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C reaches a whole terminal group: the database must go last, after those that use it.
    detached: process.platform !== 'win32',
  })
  try {
    await untilReady(child)
    return { child, port }
  } catch (error) {
    // Somebody took the port between the check and the start.
    if (String(error).includes('Address already in use')) return launch(binaries, { ...options, port: port + 1 })
    throw error
  }
}

function toArguments(options: PostgresOptions, port: number): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC']
  if (options.durable === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  return ['-D', options.dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      // Read on for ever, or the pipe fills and Postgres stops; keep only what an error message needs.
      log = (log + chunk).slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Postgres did not start (exit code ${code}): ${log.trim()}`)))
  })
}

/** Gives back how to stop it. SIGINT is Postgres's "fast" shutdown: it ends the sessions and leaves a clean folder. */
function superviseChild(
  child: ChildProcess,
  onUnexpectedExit: PostgresOptions['onUnexpectedExit'],
): () => Promise<void> {
  let isStopping = false
  const endWithUs = () => child.kill('SIGINT')
  process.once('exit', endWithUs)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', endWithUs)
      if (!isStopping) onUnexpectedExit?.(`Postgres ended (${signal ?? `exit code ${code}`}).`)
      resolve()
    })
  })
  return async () => {
    isStopping = true
    child.kill('SIGINT')
    await ended
  }
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

function toUrl(port: number): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/postgres`
}
