import { z } from 'zod'

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

const address = z.url({ protocol: /^https?$/, error: 'is not an address that begins with http:// or https://.' })

/** A browser would run whatever this address serves next to a card form, so only this machine may serve it. */
const loopbackAddress = address.refine((value) => loopbackHosts.has(new URL(value).hostname), {
  error:
    'may only name this machine (127.0.0.1 or localhost): cards must never be typed into a script that is not Stripe’s.',
})

const envSchema = z.object({
  SUPABASE_URL: address,
  SUPABASE_PUBLISHABLE_KEY: z
    .string()
    .min(1)
    .refine(isPublic, { error: 'is a secret key: the web server must not have it.' }),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .startsWith('pk_', { error: 'does not begin with pk_: only the publishable key belongs here.' }),
  SITE_URL: address,
  STRIPE_JS_URL: loopbackAddress.optional(),
  TURNSTILE_SITE_KEY: z.string().optional(),
  WEB_RELAY_SECRET: z.string().min(32, { error: 'is shorter than 32 characters: it could be guessed.' }).optional(),
  TRUSTED_PROXY_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/i, { error: 'is not the name of a header.' })
    .optional(),
})

export type Env = z.infer<typeof envSchema>

const whereToGetIt: Record<keyof Env, string> = {
  SUPABASE_URL: 'Supabase dashboard → Project Settings → Data API → Project URL.',
  SUPABASE_PUBLISHABLE_KEY: 'Supabase dashboard → Project Settings → API Keys → Publishable key (sb_publishable_…).',
  STRIPE_PUBLISHABLE_KEY: 'Stripe dashboard → Developers → API keys → Publishable key (pk_…).',
  SITE_URL: 'The address at which people open this site, for example https://lessons.example.com.',
  STRIPE_JS_URL: 'Leave it out: only `npm run dev` sets it.',
  TURNSTILE_SITE_KEY: 'Cloudflare dashboard → Turnstile → your widget → Site key. Leave it out for no captcha.',
  WEB_RELAY_SECRET: 'Any long random text, the same that the function auth-relay has. Leave it out for no relay.',
  TRUSTED_PROXY_HEADER: 'The header in which your proxy names the visitor’s address. Leave it out for no proxy.',
}

/** Reads the web server's variables; throws one error that names every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = envSchema.safeParse(given)
  if (result.success) return result.data

  const lines = result.error.issues.map((issue) => {
    const name = issue.path[0] as keyof Env
    const fault = given[name] === undefined ? 'is missing.' : issue.message
    return `  ${name} ${fault} ${whereToGetIt[name]}`
  })
  throw new Error(`The web server cannot start.\n${lines.join('\n')}\n  \`npm run dev\` sets all of them for you.`)
}

function isPublic(key: string): boolean {
  return !key.startsWith('sb_secret_')
}
