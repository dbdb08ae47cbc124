import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findScript } from '../scripts/find-programs.ts'
import type { Addresses } from './addresses.ts'
import { startCallingReconcile } from './call-reconcile.ts'
import { createDemoUser } from './create-demo-user.ts'
import { createStopList, type StopList } from './create-stop-list.ts'
import { readLocalSettings, toFunctionSecrets, toWebEnvironment } from './local-environment.ts'
import { type OpenServer, openServer } from './open-server.ts'
import { type Child, type ChildOptions, startChild } from './start-child.ts'
import { startSimulators } from './start-simulators.ts'
import type { Stack } from './start-stack.ts'
import { startWeb } from './start-web.ts'
import { findMissingSecrets } from './supabase/find-missing-secrets.ts'
import { readConfig, type SupabaseConfig } from './supabase/read-config.ts'

export type DockerStackOptions = {
  dataDir: string
  web: 'dev' | 'production'
  reconcileEverySeconds: number
  log: (line: string) => void
}

const projectDir = path.resolve(import.meta.dirname, '..')

/**
 * The same stores, phone and web in front of the containers of `supabase start`. Ports are the official ones: a taken one is
 * an error here, since the CLI chooses its own from config.toml.
 */
export async function startDockerStack(options: DockerStackOptions): Promise<Stack> {
  // The stores' state of the other kind of stack belongs to another database.
  const dataDir = path.join(options.dataDir, 'docker')
  mkdirSync(dataDir, { recursive: true })
  runSupabase(['start'])
  const stops = createStopList()
  stops.track(null, () => runSupabase(['stop']))
  try {
    return await startParts({ ...options, dataDir }, stops)
  } catch (error) {
    await stops.stopAll().catch(() => {})
    throw error
  }
}

async function startParts(options: DockerStackOptions, { track, stopAll }: StopList): Promise<Stack> {
  const { dataDir, web, log } = options
  const config = readConfig(projectDir)
  const settings = readLocalSettings(process.env)
  for (const name of findMissingSecrets(projectDir, process.env))
    log(`${name} is not set: signing in with what it is for fails. .env.example says where it comes from.`)
  // On Linux the functions' container reaches this machine by its bridge, not by loopback.
  const hostname = process.platform === 'linux' ? '0.0.0.0' : '127.0.0.1'
  const servers = {
    stripe: await openServer(12111, { hostname }),
    appStore: await openServer(12112, { hostname }),
    phone: await openServer(3001),
  }
  for (const server of Object.values(servers)) track(server, (part) => part.close())
  const addresses = toAddresses(config, servers)
  const simulators = await track(startSimulators({ servers, addresses, config, settings, dataDir, log }), (part) =>
    part.close(),
  )

  let onUnexpectedExit = (_reason: string) => {}
  const died = new Promise<string>((resolve) => {
    onUnexpectedExit = resolve
  })
  const fromContainer = ({ port }: Pick<OpenServer, 'port'>) => `http://host.docker.internal:${port}`
  const seen = {
    stripe: fromContainer(servers.stripe),
    appStore: fromContainer(servers.appStore),
    mailbox: fromContainer(config.local_smtp),
    web: addresses.web,
  }
  const secrets = toFunctionSecrets(seen, settings, simulators.appStore)
  const functions = startFunctionsInDocker(writeEnvFile(dataDir, secrets), { log, onUnexpectedExit })
  await track(functions, (part) => part.stop())
  await createDemoUser(addresses.api)
  const calls = startCallingReconcile({ apiUrl: addresses.api, everySeconds: options.reconcileEverySeconds, log })
  track(calls, (part) => part.stop())
  const env = toWebEnvironment(addresses, settings)
  await track(startWeb({ mode: web, projectDir, port: 3000, env, log, onUnexpectedExit }), (part) => part.stop())
  return { addresses, stop: stopAll, died }
}

function toAddresses(config: SupabaseConfig, servers: Record<'stripe' | 'appStore' | 'phone', OpenServer>): Addresses {
  return {
    web: 'http://localhost:3000',
    phone: `http://localhost:${servers.phone.port}`,
    api: `http://127.0.0.1:${config.api.port}`,
    database: `postgres://postgres:postgres@127.0.0.1:${config.db.port}/postgres`,
    mailbox: `http://127.0.0.1:${config.local_smtp.port}`,
    stripe: `http://127.0.0.1:${servers.stripe.port}`,
    appStore: `http://127.0.0.1:${servers.appStore.port}`,
    // Auth in a container knows the real Apple and Google alone.
    identity: null,
  }
}

function startFunctionsInDocker(
  envFile: string,
  watch: Pick<ChildOptions, 'log' | 'onUnexpectedExit'>,
): Promise<Child> {
  return startChild({
    name: 'functions',
    command: process.execPath,
    args: [findScript('supabase', 'supabase'), 'functions', 'serve', '--env-file', envFile],
    cwd: projectDir,
    env: process.env,
    isReady: (line) => line.includes('Serving functions'),
    ...watch,
  })
}

function writeEnvFile(dataDir: string, secrets: Record<string, string>): string {
  const file = path.join(dataDir, 'functions.env')
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
  return file
}

function runSupabase(args: string[]): void {
  const { status } = spawnSync(process.execPath, [findScript('supabase', 'supabase'), ...args], {
    cwd: projectDir,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`\`supabase ${args.join(' ')}\` failed (exit code ${status}). Is Docker running?`)
}
