import type { Addresses } from './addresses.ts'
import { startCallingReconcile } from './call-reconcile.ts'
import { createDemoUser } from './create-demo-user.ts'
import type { StopList } from './create-stop-list.ts'
import { type LocalSettings, toFunctionsEnvironment } from './local-environment.ts'
import type { OpenPorts } from './open-ports.ts'
import { startDatabase } from './start-database.ts'
import { startIdentity } from './start-identity.ts'
import { startSimulators } from './start-simulators.ts'
import { createGateway } from './supabase/gateway.ts'
import { createMailbox } from './supabase/mailbox.ts'
import type { SupabaseConfig } from './supabase/read-config.ts'
import { startRestAndAuth } from './supabase/rest-and-auth.ts'
import { startFunctions } from './supabase/start-functions.ts'

export type BackendOptions = {
  open: OpenPorts
  config: SupabaseConfig
  settings: LocalSettings
  projectDir: string
  supabaseDir: string
  dataDir: string
  stores: 'kept' | 'forgotten'
  /** Whether the functions begin again when their files change. */
  watch: boolean
  /** null: nobody calls it, and a test that wants to does. */
  reconcileEverySeconds: number | null
  limitsRates: boolean
  log: (line: string) => void
  onUnexpectedExit: (reason: string) => void
}

/** Everything but the web: database, both stores, sign-in providers and the phone, then REST, Auth and the functions on top of them. */
export async function startBackend(options: BackendOptions, track: StopList['track']): Promise<Addresses> {
  const { open, config, settings, projectDir, log } = options
  const storesDir = options.stores === 'kept' ? options.dataDir : null
  const mailbox = createMailbox()
  open.servers.mailbox.attach(mailbox.fetch)
  const [database, simulators, identity] = await Promise.all([
    track(startDatabase({ ...options, port: open.database }), (part) => part.stop()),
    track(startSimulators({ ...options, ...open, dataDir: storesDir }), (part) => part.close()),
    startIdentity({ server: open.servers.identity, addresses: open.addresses, config, dataDir: storesDir }),
  ])

  const addresses = { ...open.addresses, database: database.url }
  const env = toFunctionsEnvironment(addresses, settings, simulators.appStore, identity.appleSignIn)
  const functions = track(startFunctions({ ...options, port: open.functions, env }), (part) => part.stop())
  const restAndAuth = await track(
    startRestAndAuth({
      config,
      projectDir,
      databaseUrl: database.url,
      apiUrl: addresses.api,
      siteUrl: addresses.web,
      mailbox,
      external: identity.external,
      limitsRates: options.limitsRates,
      log,
    }),
    (part) => part.close(),
  )
  open.servers.api.attach(createGateway({ restAndAuth, functionsUrl: `http://127.0.0.1:${open.functions}` }).fetch)
  await Promise.all([createDemoUser(addresses.api), functions])
  const everySeconds = options.reconcileEverySeconds
  if (everySeconds !== null)
    track(startCallingReconcile({ apiUrl: addresses.api, everySeconds, log }), (calls) => calls.stop())
  return addresses
}
