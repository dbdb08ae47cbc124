import { z } from 'zod'

/** What the process was started with: `Deno.env.toObject()`, or a plain object in a test. */
export type EnvSource = Record<string, string | undefined>

export class MissingConfigurationError extends Error {
  override readonly name = 'MissingConfigurationError'
}

const localHosts = ['127.0.0.1', 'localhost', '[::1]', 'kong', 'host.docker.internal']

/** Whether an address is this machine, or a container of the local stack: hosted projects are always `https` at a public name. */
export function isLocalAddress(address: string): boolean {
  const url = new URL(address)
  return url.protocol === 'http:' && localHosts.includes(url.hostname)
}

const supabaseSchema = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_DB_URL: z.string().min(1),
})

/** What the platform itself sets for every function. */
export function readSupabaseEnv(source: EnvSource) {
  const env = parse(supabaseSchema, source, {
    SUPABASE_URL: 'the platform sets it; locally `npm run dev` or `supabase functions serve` does',
    SUPABASE_DB_URL: 'the platform sets it; locally `npm run dev` or `supabase functions serve` does',
  })
  return { url: env.SUPABASE_URL, databaseUrl: env.SUPABASE_DB_URL, publishableKey: readPublishableKey(source) }
}

const stripeSchema = z.object({
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_API_URL: z.url().optional(),
})
const siteSchema = z.object({ SITE_URL: z.url({ protocol: /^https?$/ }) })
const stripeWebhookSchema = z.object({ STRIPE_WEBHOOK_SECRET: z.string().min(1) })

/** How to call Stripe. `apiUrl` is set only where the simulator stands in for it. */
export function readStripeEnv(source: EnvSource) {
  const env = parse(stripeSchema, source, {
    STRIPE_SECRET_KEY: 'Stripe Dashboard, Developers, API keys',
    STRIPE_API_URL: 'leave it unset: only the local stack sets it',
  })
  if (env.STRIPE_API_URL && !isLocalAddress(env.STRIPE_API_URL)) {
    // A secret key must not be sent to any other host than Stripe's.
    throw new MissingConfigurationError('STRIPE_API_URL may only name a simulator on this machine.')
  }
  return { secretKey: env.STRIPE_SECRET_KEY, apiUrl: env.STRIPE_API_URL ?? null }
}

/** The public address of the web app, without a slash at the end: where Stripe's hosted pages lead back to. */
export function readSiteEnv(source: EnvSource) {
  const env = parse(siteSchema, source, {
    SITE_URL: 'the public address of the web app, e.g. https://example.com (`supabase secrets set SITE_URL=…`)',
  })
  return { siteUrl: env.SITE_URL.replace(/\/+$/, '') }
}

/** The secret that proves a webhook comes from Stripe. Never optional: an empty one would switch the check off. */
export function readStripeWebhookEnv(source: EnvSource) {
  const env = parse(stripeWebhookSchema, source, {
    STRIPE_WEBHOOK_SECRET: 'Stripe Dashboard, Developers, Webhooks, your endpoint, Signing secret',
  })
  return { webhookSecret: env.STRIPE_WEBHOOK_SECRET }
}

const appleSchema = z.object({
  APPLE_BUNDLE_ID: z.string().min(1),
  APPLE_APP_ID: z.coerce.number().int().positive().optional(),
  APPLE_ENVIRONMENTS: z
    .string()
    .default('Production,Sandbox')
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(['Production', 'Sandbox'])).min(1)),
  APPLE_EXTRA_ROOT_CERTIFICATES: z.string().optional(),
  APPLE_CHECK_REVOCATION: z.enum(['true', 'false']).default('false'),
})

/** What an App Store signature must be made for, and by whom. */
export function readAppleEnv(source: EnvSource) {
  const env = parse(appleSchema, source, {
    APPLE_BUNDLE_ID: 'the bundle id of your iOS app (Xcode, Signing & Capabilities)',
    APPLE_APP_ID: 'App Store Connect, your app, App Information, Apple ID: a number',
    APPLE_ENVIRONMENTS: 'Production, Sandbox or both, separated by a comma',
    APPLE_EXTRA_ROOT_CERTIFICATES: 'leave it unset: only the local stack sets it',
    APPLE_CHECK_REVOCATION: 'true or false',
  })
  if (env.APPLE_ENVIRONMENTS.includes('Production') && env.APPLE_APP_ID === undefined) {
    throw new MissingConfigurationError(
      'APPLE_APP_ID is missing: App Store Connect, your app, App Information, Apple ID.',
    )
  }
  const extraRoots = (env.APPLE_EXTRA_ROOT_CERTIFICATES ?? '').split(',').filter(Boolean)
  if (extraRoots.length > 0 && !isLocalAddress(source.SUPABASE_URL ?? 'https://unset')) {
    // Whoever owns an extra root can sign any purchase: it may be trusted on a developer's machine only.
    throw new MissingConfigurationError('APPLE_EXTRA_ROOT_CERTIFICATES is refused: this is not a local stack.')
  }
  return {
    bundleId: env.APPLE_BUNDLE_ID,
    appId: env.APPLE_APP_ID ?? null,
    environments: env.APPLE_ENVIRONMENTS,
    extraRootCertificates: extraRoots.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))),
    checkRevocation: env.APPLE_CHECK_REVOCATION === 'true',
  }
}

// Many places that keep secrets hold one line only, so a key is often pasted with `\n` for its line breaks.
const privateKeySchema = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .refine((text) => /^-+BEGIN PRIVATE KEY-+[A-Za-z0-9+/=\s]+-+END PRIVATE KEY-+$/.test(text))

const appleServerApiSchema = z.object({
  APPLE_IAP_ISSUER_ID: z.string().min(1),
  APPLE_IAP_KEY_ID: z.string().min(1),
  APPLE_IAP_PRIVATE_KEY: privateKeySchema,
  APPLE_SERVER_API_URL: z.url().optional(),
})
const inAppPurchaseKeys = 'App Store Connect, Users and Access, Integrations, In-App Purchase'

/** How to call the App Store Server API. `apiUrl` is set only where the simulator stands in for it. */
export function readAppleServerApiEnv(source: EnvSource) {
  const env = parse(appleServerApiSchema, source, {
    APPLE_IAP_ISSUER_ID: `${inAppPurchaseKeys}: the issuer id, above the list of keys`,
    APPLE_IAP_KEY_ID: `${inAppPurchaseKeys}: the id of your key`,
    APPLE_IAP_PRIVATE_KEY: `${inAppPurchaseKeys}: the text of the .p8 file, which can be downloaded once`,
    APPLE_SERVER_API_URL: 'leave it unset: only the local stack sets it',
  })
  if (env.APPLE_SERVER_API_URL && !isLocalAddress(env.APPLE_SERVER_API_URL)) {
    // Whoever gets our tokens may ask Apple for every purchase for as long as they last.
    throw new MissingConfigurationError('APPLE_SERVER_API_URL may only name a simulator on this machine.')
  }
  return {
    issuerId: env.APPLE_IAP_ISSUER_ID,
    keyId: env.APPLE_IAP_KEY_ID,
    privateKey: env.APPLE_IAP_PRIVATE_KEY,
    apiUrl: env.APPLE_SERVER_API_URL ?? null,
  }
}

const appleSignInSchema = z.object({
  APPLE_TEAM_ID: z.string().min(1),
  APPLE_SERVICES_ID: z.string().min(1),
  APPLE_SIGN_IN_KEY_ID: z.string().min(1),
  APPLE_SIGN_IN_PRIVATE_KEY: privateKeySchema,
  APPLE_BUNDLE_ID: z.string().min(1),
  APPLE_SIGN_IN_URL: z.url().optional(),
})
const signInKeys = 'developer.apple.com, Keys, a key with Sign in with Apple'

/** How to end what Sign in with Apple gave us for a person; null where the owner has no such key, which stops nothing else. */
export function readAppleSignInEnv(source: EnvSource) {
  const { APPLE_TEAM_ID, APPLE_SIGN_IN_KEY_ID, APPLE_SIGN_IN_PRIVATE_KEY } = source
  if (!APPLE_TEAM_ID && !APPLE_SIGN_IN_KEY_ID && !APPLE_SIGN_IN_PRIVATE_KEY) return null
  const env = parse(appleSignInSchema, source, {
    APPLE_TEAM_ID: 'developer.apple.com, Membership details, the team id',
    APPLE_SERVICES_ID: 'developer.apple.com, Identifiers, Services IDs: the identifier of the website',
    APPLE_SIGN_IN_KEY_ID: `${signInKeys}: its id`,
    APPLE_SIGN_IN_PRIVATE_KEY: `${signInKeys}: the text of the .p8 file, which can be downloaded once`,
    APPLE_BUNDLE_ID: 'the bundle id of your iOS app (Xcode, Signing & Capabilities)',
    APPLE_SIGN_IN_URL: 'leave it unset: only the local stack sets it',
  })
  if (env.APPLE_SIGN_IN_URL && !isLocalAddress(env.APPLE_SIGN_IN_URL)) {
    // What is sent there ends people's sign-in, and proves that it comes from us.
    throw new MissingConfigurationError('APPLE_SIGN_IN_URL may only name the Apple of this machine.')
  }
  return {
    teamId: env.APPLE_TEAM_ID,
    servicesId: env.APPLE_SERVICES_ID,
    bundleId: env.APPLE_BUNDLE_ID,
    keyId: env.APPLE_SIGN_IN_KEY_ID,
    privateKey: env.APPLE_SIGN_IN_PRIVATE_KEY,
    apiUrl: env.APPLE_SIGN_IN_URL ?? null,
  }
}

const mailSchema = z.object({
  RESEND_API_KEY: z.string().min(1).optional(),
  // "Tandem <hello@example.com>" or the address alone.
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/)
    .optional(),
  LOCAL_MAILBOX_URL: z.url().optional(),
})

export type MailEnv =
  | { by: 'resend'; apiKey: string; from: string }
  | { by: 'mailbox'; url: string; from: string }
  | null

/** Who delivers our own mails; null when nobody is configured, which stops nothing but the mails. */
export function readMailEnv(source: EnvSource): MailEnv {
  const env = parse(mailSchema, source, {
    RESEND_API_KEY: 'resend.com, API Keys',
    MAIL_FROM: 'the sender, of a domain that Resend has verified, e.g. Tandem <hello@example.com>',
    LOCAL_MAILBOX_URL: 'leave it unset: only the local stack sets it',
  })
  if (env.LOCAL_MAILBOX_URL) {
    // What the mails say about people must not go to any other machine.
    if (!isLocalAddress(env.LOCAL_MAILBOX_URL))
      throw new MissingConfigurationError('LOCAL_MAILBOX_URL may only name a mailbox on this machine.')
    return { by: 'mailbox', url: env.LOCAL_MAILBOX_URL, from: 'tandem@localhost.invalid' }
  }
  if (!env.RESEND_API_KEY && !env.MAIL_FROM) return null
  if (!env.RESEND_API_KEY) throw new MissingConfigurationError('RESEND_API_KEY is missing: resend.com, API Keys.')
  if (!env.MAIL_FROM)
    throw new MissingConfigurationError('MAIL_FROM is missing: the sender, of a domain that Resend has verified.')
  return { by: 'resend', apiKey: env.RESEND_API_KEY, from: env.MAIL_FROM }
}

/** The secret keys of the project, by which its scheduler proves who it is. There may be several while one is replaced. */
export function readSecretKeysEnv(source: EnvSource): string[] {
  const named = Object.values(readKeys(source.SUPABASE_SECRET_KEYS) ?? {}).filter(Boolean)
  if (named.length > 0) return named
  // An empty key must never be one: then an empty header would match it.
  if (!source.SUPABASE_SERVICE_ROLE_KEY)
    throw new MissingConfigurationError('SUPABASE_SECRET_KEYS is missing: the platform sets it.')
  return [source.SUPABASE_SERVICE_ROLE_KEY]
}

const relaySchema = z.object({ WEB_RELAY_SECRET: z.string().min(32) })

/** By what the web proves itself to the relay, and the key with which the relay may name a visitor's address to Auth. */
export function readRelayEnv(source: EnvSource) {
  const env = parse(relaySchema, source, {
    WEB_RELAY_SECRET: 'any random text of 32 characters or more, the same here and at the web server',
  })
  const secretKey = readSecretKeysEnv(source).find((key) => key.startsWith('sb_secret_'))
  if (!secretKey) {
    // Auth would ignore the address and count every visitor as one, and nobody would notice before it matters.
    throw new MissingConfigurationError(
      'SUPABASE_SECRET_KEYS has no key that begins with sb_secret_: the older service_role key may not name an address.',
    )
  }
  return { relaySecret: env.WEB_RELAY_SECRET, secretKey }
}

function readPublishableKey(source: EnvSource): string {
  const key = readKeys(source.SUPABASE_PUBLISHABLE_KEYS)?.default ?? source.SUPABASE_ANON_KEY
  if (!key) throw new MissingConfigurationError('SUPABASE_PUBLISHABLE_KEYS is missing: the platform sets it.')
  return key
}

/** Keys by their name, as the platform writes them; undefined where it does not. */
function readKeys(json: string | undefined): Record<string, string> | undefined {
  return z.record(z.string(), z.string()).safeParse(parseJson(json)).data
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function parse<T>(schema: z.ZodType<T>, source: EnvSource, whereToGetIt: Record<string, string>): T {
  // An unset variable and an empty one are the same mistake.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return `${name} is ${given[name] === undefined ? 'missing' : 'not valid'}: ${whereToGetIt[name]}.`
  })
  throw new MissingConfigurationError(lines.join(' '))
}
