import { z } from 'zod'
import { type EnvSource, isLocalAddress, MissingConfigurationError } from '../../supabase/functions/_shared/env.ts'

export type SetupEnv = {
  secretKey: string
  /** Null: Stripe itself. */
  apiUrl: string | null
  supabaseUrl: string
  publishableKey: string
  siteUrl: string
}

const whereToGetIt = {
  STRIPE_SECRET_KEY: 'Stripe Dashboard, your sandbox, Developers, API keys',
  SUPABASE_URL: 'Supabase Dashboard, Project Settings, Data API',
  SUPABASE_PUBLISHABLE_KEY: 'Supabase Dashboard, Project Settings, API Keys',
  SITE_URL: 'the public address of your web app, e.g. https://example.com',
} as const

const urlSchema = z.url({ protocol: /^https?$/ })

/** Reads what the setup needs. Throws with one line per variable that is missing or no address, and where to get it. */
export function readSetupEnv(source: EnvSource, options: { isLiveAllowed: boolean }): SetupEnv {
  const names = Object.keys(whereToGetIt) as (keyof typeof whereToGetIt)[]
  const faults = names.flatMap((name) => {
    if (!source[name]) return [`${name} is missing: ${whereToGetIt[name]}.`]
    const isAddress = !name.endsWith('_URL') || urlSchema.safeParse(source[name]).success
    return isAddress ? [] : [`${name} is not an address: ${whereToGetIt[name]}.`]
  })
  if (faults.length > 0) throw new MissingConfigurationError(faults.join('\n'))
  const [secretKey = '', supabaseUrl = '', publishableKey = '', siteUrl = ''] = names.map((name) => source[name])
  if (isLiveKey(secretKey) && !options.isLiveAllowed) {
    throw new MissingConfigurationError(
      'STRIPE_SECRET_KEY is a key of the live account. To change that one, say so: npm run stripe:setup -- --live',
    )
  }
  return { secretKey, apiUrl: readApiUrl(source), supabaseUrl, publishableKey, siteUrl }
}

export function isLiveKey(secretKey: string): boolean {
  return /^[rs]k_live_/.test(secretKey)
}

/** A secret key must not be sent to any other host than Stripe's. */
function readApiUrl({ STRIPE_API_URL: apiUrl }: EnvSource): string | null {
  if (!apiUrl) return null
  if (!urlSchema.safeParse(apiUrl).success || !isLocalAddress(apiUrl)) {
    throw new MissingConfigurationError('STRIPE_API_URL may only name a simulator on this machine.')
  }
  return apiUrl
}
