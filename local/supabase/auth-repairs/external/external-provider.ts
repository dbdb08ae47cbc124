import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'
import type { SupabaseConfig } from '../../read-config.ts'
import { AuthFailure } from './auth-failure.ts'

/** Where the provider answers on this machine, and the secret that it gave us. */
export type ExternalSettings = { authorize: string; token: string; keys: string; secret: string }

export type ExternalProvider = {
  name: 'apple' | 'google'
  /** The first is the website; the tokens of all of them are taken. */
  clientIds: string[]
  issuers: string[]
  scope: string
  settings: ExternalSettings
  keys: JWTVerifyGetKey
  skipsNonce: boolean
  emailOptional: boolean
}

const issuers = {
  apple: ['https://appleid.apple.com', 'https://account.apple.com'],
  google: ['https://accounts.google.com'],
}
const scopes = { apple: 'email name', google: 'email profile' }

export type ExternalProviders = {
  /** For the browser's way. */
  require: (name: string) => ExternalProvider
  /** For the grant with an identity token, which has other words for a provider that is off. */
  requireForToken: (name: string) => ExternalProvider
}

/** The providers that config.toml switches on and that answer on this machine. */
export function createExternalProviders(
  config: SupabaseConfig['auth']['external'],
  settings: Partial<Record<ExternalProvider['name'], ExternalSettings>>,
): ExternalProviders {
  const known = new Map<string, ExternalProvider>()
  for (const name of ['apple', 'google'] as const) {
    const own = settings[name]
    if (own && config[name].enabled) known.set(name, toProvider(name, config[name], own))
  }
  const isName = (name: string) => name in issuers
  return {
    require(name) {
      const provider = known.get(name.toLowerCase())
      if (provider) return provider
      const why = isName(name.toLowerCase()) ? 'provider is not enabled' : `Provider ${name} could not be found`
      throw new AuthFailure(400, 'validation_failed', `Unsupported provider: ${why}`)
    },
    requireForToken(name) {
      const provider = known.get(name)
      if (provider) return provider
      if (!isName(name)) throw new AuthFailure(400, 'validation_failed', `Custom OIDC provider "${name}" not allowed`)
      const issuer = issuers[name as ExternalProvider['name']][0]
      throw new AuthFailure(400, 'provider_disabled', `Provider (issuer "${issuer}") is not enabled`)
    },
  }
}

function toProvider(
  name: ExternalProvider['name'],
  config: SupabaseConfig['auth']['external']['apple'],
  settings: ExternalSettings,
): ExternalProvider {
  const clientIds = config.client_id.split(',').map((id) => id.trim())
  return {
    name,
    clientIds: clientIds.filter(Boolean),
    issuers: issuers[name],
    scope: scopes[name],
    settings,
    // A provider that began anew has another key, and its first token must not have to wait.
    keys: createRemoteJWKSet(new URL(settings.keys), { cooldownDuration: 500 }),
    skipsNonce: config.skip_nonce_check,
    emailOptional: config.email_optional,
  }
}
