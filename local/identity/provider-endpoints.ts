import type { ProviderName } from './identity-state.ts'

export type ProviderEndpoints = { authorize: string; token: string; keys: string }

/** Where each provider answers below the address of this part; the paths are the providers' own. */
export function listEndpoints(origin: string): Record<ProviderName, ProviderEndpoints> {
  return {
    apple: {
      authorize: `${origin}/apple/auth/authorize`,
      token: `${origin}/apple/auth/token`,
      keys: `${origin}/apple/auth/keys`,
    },
    google: {
      authorize: `${origin}/google/o/oauth2/v2/auth`,
      token: `${origin}/google/token`,
      keys: `${origin}/google/oauth2/v3/certs`,
    },
  }
}
