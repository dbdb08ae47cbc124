import path from 'node:path'
import type { Addresses } from './addresses.ts'
import { createStopList, type StopList } from './create-stop-list.ts'
import { readLocalSettings, toWebEnvironment } from './local-environment.ts'
import { openPorts } from './open-ports.ts'
import { claimDataDirectory } from './running-file.ts'
import type { Child } from './start-child.ts'
import { startWeb, type WebOptions } from './start-web.ts'
import { readConfig } from './supabase/read-config.ts'

export type StackOptions = {
  dataDir: string
  web: 'dev' | 'production' | 'none'
  /** Those of design.md 8 (the next one when taken), or any that are free, for tests. */
  ports?: 'official' | 'free'
  /** Whether the stores outlive the stack. Forgetting spares them writing all they know at each request. */
  stores?: 'kept' | 'forgotten'
  /** How often the stack calls `reconcile` itself. Never, for tests: what they see must not depend on the time they take. */
  reconcileEverySeconds?: number
  /** Whether Auth counts tries and mails as config.toml says. Not for tests: they share one address. */
  limitsRates?: boolean
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
  const shared = { projectDir, log, onUnexpectedExit }
  const web = track(
    startWebIfWanted(options.web, { ...shared, port: open.web, env: toWebEnvironment(open.addresses, settings) }),
    (part) => part?.stop(),
  )
  // Loaded only now: it takes a second, in which the web starts beside it.
  const { startBackend } = await import('./start-backend.ts')
  const backend = {
    ...shared,
    open,
    config,
    settings,
    supabaseDir,
    dataDir,
    watch: options.web === 'dev',
    stores: options.stores ?? 'kept',
    reconcileEverySeconds: options.reconcileEverySeconds ?? null,
    limitsRates: options.limitsRates ?? false,
  }
  const [addresses] = await Promise.all([startBackend(backend, track), web])
  return { addresses, stop: stopAll, died }
}

async function startWebIfWanted(mode: StackOptions['web'], options: Omit<WebOptions, 'mode'>): Promise<Child | null> {
  return mode === 'none' ? null : startWeb({ ...options, mode })
}
