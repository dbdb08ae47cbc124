import path from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { findAnyPort } from '../../local/find-free-port.ts'
import { openServer } from '../../local/open-server.ts'
import { startIdentity } from '../../local/start-identity.ts'
import { createGateway } from '../../local/supabase/gateway.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { createMailbox, type Mail } from '../../local/supabase/mailbox.ts'
import { readConfig, type SupabaseConfig } from '../../local/supabase/read-config.ts'
import { type RestAndAuthOptions, startRestAndAuth } from '../../local/supabase/rest-and-auth.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export type TestApi = {
  url: string
  database: TestDatabase
  /** Apple and Google of this API; only with `providers`. */
  identityUrl: string
  /** The newest mail to an address; throws when there is none. */
  readMail: (to: string) => Promise<Mail>
  createClient: (key?: string) => SupabaseClient
  close: () => Promise<void>
}

const projectDir = path.resolve(import.meta.dirname, '../..')

/** REST, Auth and the mailbox on a database of their own, behind the gateway that clients know. */
export async function startTestApi(
  options: {
    functionsUrl?: string
    onAuthService?: (service: unknown) => void
    /** Apple and Google beside it, which nobody else uses. */
    providers?: boolean
    /** In place of these: providers of the test's own. */
    external?: RestAndAuthOptions['external']
    /** Changes to what config.toml says about Auth. */
    auth?: (auth: SupabaseConfig['auth']) => SupabaseConfig['auth']
    /** Counts tries and mails as config.toml says, which it says for one person at one address. */
    limitsRates?: boolean
  } = {},
): Promise<TestApi> {
  const database = await createTestDatabase()
  const server = await openServer(await findAnyPort())
  const url = `http://127.0.0.1:${server.port}`
  const mailbox = createMailbox()
  const read = readConfig(projectDir)
  const config = options.auth ? { ...read, auth: options.auth(read.auth) } : read
  const identity = options.providers ? await startTestIdentity(url, config) : null
  const restAndAuth = await startRestAndAuth({
    config,
    projectDir,
    databaseUrl: database.url,
    apiUrl: url,
    siteUrl: 'http://localhost:3000',
    mailbox,
    external: options.external ?? identity?.external,
    limitsRates: options.limitsRates,
    log: () => {},
    onAuthService: options.onAuthService,
  })
  server.attach(createGateway({ restAndAuth, functionsUrl: options.functionsUrl ?? 'http://127.0.0.1:9' }).fetch)
  return {
    url,
    database,
    identityUrl: identity?.url ?? '',
    readMail: async (to) => {
      const answer = await mailbox.fetch(new Request(`http://mailbox/api/messages?to=${encodeURIComponent(to)}`))
      const [newest] = (await answer.json()) as Mail[]
      if (!newest) throw new Error(`No mail was sent to ${to}.`)
      return newest
    },
    createClient: (key = localKeys.publishable) =>
      createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } }),
    close: async () => {
      await Promise.all([server.close(), identity?.close()])
      await restAndAuth.close()
      await database.close()
    },
  }
}

async function startTestIdentity(api: string, config: SupabaseConfig) {
  const server = await openServer(await findAnyPort())
  const url = `http://127.0.0.1:${server.port}`
  const { external } = await startIdentity({ server, addresses: { api, identity: url }, config, dataDir: null })
  return { url, external, close: () => server.close() }
}
