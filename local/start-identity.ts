import path from 'node:path'
import { createIdentityProviders } from './identity/create-identity-providers.ts'
import type { AppleKey } from './identity/identity-state.ts'
import { listEndpoints } from './identity/provider-endpoints.ts'
import type { OpenServer } from './open-server.ts'
import type { SupabaseConfig } from './supabase/read-config.ts'
import type { RestAndAuthOptions } from './supabase/rest-and-auth.ts'

export type IdentityPartOptions = {
  server: Pick<OpenServer, 'attach'>
  addresses: { api: string; identity: string }
  config: SupabaseConfig
  /** Where the accounts are kept; null: they are forgotten. */
  dataDir: string | null
}

/** What the function that deletes accounts must know to speak to the Apple of this machine. */
export type AppleSignIn = { key: AppleKey; servicesId: string; url: string }

export const identityFile = 'identity.json'

/** Apple and Google of this machine, and what Auth is to be told about them. Their clients are those of config.toml. */
export async function startIdentity({ server, addresses, config, dataDir }: IdentityPartOptions): Promise<{
  external: NonNullable<RestAndAuthOptions['external']>
  appleSignIn: AppleSignIn
}> {
  const { apple, google } = config.auth.external
  const split = (ids: string) => ids.split(',').map((id) => id.trim())
  const clientIds = { apple: split(apple.client_id), google: split(google.client_id) }
  const providers = await createIdentityProviders({
    clientIds,
    redirectUri: `${addresses.api}/auth/v1/callback`,
    stateFile: dataDir && path.join(dataDir, identityFile),
  })
  server.attach(providers.fetch)
  const endpoints = listEndpoints(addresses.identity)
  const secrets = await providers.createSecrets()
  return {
    external: {
      apple: { ...endpoints.apple, secret: secrets.apple },
      google: { ...endpoints.google, secret: secrets.google },
    },
    appleSignIn: {
      key: providers.appleKey,
      servicesId: clientIds.apple[0] ?? '',
      url: `${addresses.identity}/apple`,
    },
  }
}
