import { App } from '@supabase/lite'
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'
import postgres, { type Sql } from 'postgres'
import { createAdminApi } from './admin-api.ts'
import { createAuthMailer } from './auth-mail/create-auth-mailer.ts'
import type { AuthRepair, AuthRepairOptions } from './auth-repairs/auth-repair.ts'
import { listAuthRepairs } from './auth-repairs/list-auth-repairs.ts'
import { sendOurTemplates } from './auth-repairs/send-our-templates.ts'
import { captureErrors } from './capture-errors.ts'
import { keepGrantsAsTheyAre, type LiteAuthService } from './lite-internals.ts'
import { localKeys } from './local-keys.ts'
import type { Mailbox } from './mailbox.ts'
import { correctAuthHelpers } from './prepare-database.ts'
import type { SupabaseConfig } from './read-config.ts'

export type RestAndAuthOptions = {
  config: SupabaseConfig
  projectDir: string
  databaseUrl: string
  apiUrl: string
  siteUrl: string
  mailbox: Mailbox
  /** Apple and Google of this machine; without them nobody can sign in with these. */
  external?: AuthRepairOptions['external']
  /** Whether Auth counts tries and mails as config.toml says. Tests share one address and ask for much more than a person. */
  limitsRates?: boolean
  log: (line: string) => void
  /** For the test that guards lite's private members. */
  onAuthService?: (service: LiteAuthService) => void
}

export type RestAndAuth = {
  fetch(request: Request, callerAddress?: string): Promise<Response>
  close(): Promise<void>
}

// PostgREST writes ISO 8601 with a colon in the offset; Postgres's own text form has neither.
const timestampTypes = {
  timestamptz: {
    to: 1184,
    from: [1184],
    serialize: (value: string) => value,
    parse: (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  },
  timestamp: {
    to: 1114,
    from: [1114],
    serialize: (value: string) => value,
    parse: (text: string) => text.replace(' ', 'T'),
  },
}

/** PostgREST and Supabase Auth, played by @supabase/lite on a prepared database, with its faults repaired. */
export async function startRestAndAuth(options: RestAndAuthOptions): Promise<RestAndAuth> {
  const sql = postgres(options.databaseUrl, { max: 2, onnotice() {} })
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: { max: 10, onnotice() {}, types: timestampTypes },
  })
  keepGrantsAsTheyAre(connection)

  const app = new App(toLiteConfig(options, connection, sql))
  await app.ensureSystemSchema()
  await correctAuthHelpers(sql)
  await sql.listen('pgrst', () => connection.clearSchemaCache())
  return {
    fetch: async (request, callerAddress) => {
      // `peerAddress` is lite's own: null makes it trust nobody for being on this machine. The other is for our repairs.
      const bindings = { peerAddress: null, callerAddress }
      return captureErrors(options.log, () => app.fetch(request, bindings))
    },
    close: async () => {
      await Promise.all([connection.close(), sql.end({ timeout: 2 })])
    },
  }
}

function toLiteConfig(options: RestAndAuthOptions, connection: PostgresConnection, sql: Sql) {
  const { api, auth } = options.config
  // Lite refuses keys that it does not know, these among them.
  const {
    enabled: enable_signup,
    notification: _notification,
    template: _template,
    max_frequency: _frequency,
    ...email
  } = auth.email
  const { external: _external, enable_manual_linking: _linking, rate_limit: _rates, ...known } = auth
  const { apiUrl, siteUrl, external = {}, limitsRates } = options
  const repairs = listAuthRepairs({ auth, apiUrl, siteUrl, external, limitsRates, keys: localKeys })
  const watch: AuthRepair = (c, next) => {
    options.onAuthService?.(c.var.authService)
    return next()
  }
  const createMailer = createAuthMailer({ ...options, auth })
  const middlewares = [
    watch,
    sendOurTemplates(createMailer),
    ...repairs,
    createAdminApi({ sql, secretKey: localKeys.secret }),
  ]
  return {
    connection,
    api: { schemas: api.schemas, max_rows: api.max_rows, external_url: options.apiUrl },
    studio: { enabled: false },
    auth: {
      ...known,
      enabled: true,
      jwt_secret: localKeys.jwtSecret,
      publishable_key: localKeys.publishable,
      secret_key: localKeys.secret,
      site_url: options.siteUrl,
      additional_redirect_urls: [...auth.additional_redirect_urls, `${options.siteUrl}/**`],
      email: { ...email, enable_signup },
    },
    options: {
      drivers: { email: { send: refuseToSend } },
      // Lite's type of a middleware names its own copy of Hono's context; at run time they are the same.
      server: { middlewares: middlewares as never[], disableStudio: true, disableFallback: true, admin: false },
    },
  }
}

/** Every mail of lite's own would lack our templates: none may slip through. */
async function refuseToSend(): Promise<never> {
  throw new Error('@supabase/lite sent a mail by itself, past our templates.')
}
