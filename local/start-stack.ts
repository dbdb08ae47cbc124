import path from 'node:path'
import type { Addresses } from './addresses.ts'
import { createDemoUser } from './create-demo-user.ts'
import { createStopList, type StopList } from './create-stop-list.ts'
import { readLocalSettings, toFunctionsEnvironment, toWebEnvironment } from './local-environment.ts'
import { openPorts } from './open-ports.ts'
import { claimDataDirectory } from './running-file.ts'
import type { Child } from './start-child.ts'
import { startDatabase } from './start-database.ts'
import { startSimulators } from './start-simulators.ts'
import { startWeb, type WebOptions } from './start-web.ts'
import { createGateway } from './supabase/gateway.ts'
import { createMailbox } from './supabase/mailbox.ts'
import { readConfig } from './supabase/read-config.ts'
import { startRestAndAuth } from './supabase/rest-and-auth.ts'
import { startFunctions } from './supabase/start-functions.ts'

export type StackOptions = {
  dataDir: string
  web: 'dev' | 'production' | 'none'
  /** Those of design.md 8 (the next one when taken), or any that are free, for tests. */
  ports?: 'official' | 'free'
  log: (line: string) => void
}

export type Stack = {
  addresses: Addresses
  stop: () => Promise<void>
  /** Settles when a part ends by itself, with the sentence that says which and why. */
  died: Promise<string>
}

const projectDir = path.resolve(import.meta.dirname, '..')
const supabaseDir = path.join(projectDir, 'supabase')

/** Starts a whole Tandem: database, REST and Auth, functions, mailbox, both stores, phone and web. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops = createStopList()
  try {
    return await startParts(options, stops)
  } catch (error) {
    await stops.stopAll().catch(() => {})
    throw error
  }
}

async function startParts(options: StackOptions, { track, stopAll }: StopList): Promise<Stack> {
  const { dataDir, log } = options
  const config = readConfig(projectDir)
  const settings = readLocalSettings(process.env)
  await track(claimDataDirectory(dataDir), (release) => release())
  const open = await openPorts(config, options.ports ?? 'official', log)
  for (const server of Object.values(open.servers)) track(server, (part) => part.close())

  let onUnexpectedExit = (_reason: string) => {}
  const died = new Promise<string>((resolve) => {
    onUnexpectedExit = resolve
  })
  const shared = { config, projectDir, log, onUnexpectedExit }
  const mailbox = createMailbox()
  open.servers.mailbox.attach(mailbox.fetch)

  const databaseStarting = track(startDatabase({ ...shared, dataDir, port: open.database }), (part) => part.stop())
  const simulatorsStarting = track(startSimulators({ ...open, settings, dataDir, log }), (part) => part.close())
  const webStarting = track(
    startWebIfWanted(options.web, { ...shared, port: open.web, env: toWebEnvironment(open.addresses, settings) }),
    (part) => part?.stop(),
  )
  const [database, simulators] = await Promise.all([databaseStarting, simulatorsStarting])

  const addresses = { ...open.addresses, database: database.url }
  const env = toFunctionsEnvironment(addresses, settings, simulators.appStoreRoot)
  const functionsStarting = track(
    startFunctions({ ...shared, supabaseDir, port: open.functions, env, watch: options.web === 'dev' }),
    (part) => part.stop(),
  )
  const restAndAuth = await track(
    startRestAndAuth({
      config,
      projectDir,
      databaseUrl: database.url,
      apiUrl: addresses.api,
      siteUrl: addresses.web,
      mailbox,
      log,
    }),
    (part) => part.close(),
  )
  open.servers.api.attach(createGateway({ restAndAuth, functionsUrl: `http://127.0.0.1:${open.functions}` }).fetch)
  await Promise.all([createDemoUser(addresses.api), functionsStarting, webStarting])
  return { addresses, stop: stopAll, died }
}

async function startWebIfWanted(mode: StackOptions['web'], options: Omit<WebOptions, 'mode'>): Promise<Child | null> {
  return mode === 'none' ? null : startWeb({ ...options, mode })
}
