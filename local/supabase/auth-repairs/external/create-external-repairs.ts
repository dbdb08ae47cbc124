import type { AuthRepair, AuthRepairOptions } from '../auth-repair.ts'
import type { ExternalParts } from './external-parts.ts'
import { createExternalProviders } from './external-provider.ts'
import { finishOAuth } from './finish-oauth.ts'
import { grantByIdToken } from './grant-by-id-token.ts'
import { startLinking, startOAuth } from './start-oauth.ts'
import { unlinkIdentity } from './unlink-identity.ts'

/**
 * Apple and Google as Supabase Auth does them (its `external.go`, `token_oidc.go`, `identity.go`, `linking.go`): lite knows
 * Google's real address alone, no Apple, no identity tokens, and no linking by hand.
 */
export function createExternalRepairs({ auth, apiUrl, siteUrl, external, keys }: AuthRepairOptions): AuthRepair[] {
  const parts: ExternalParts = {
    providers: createExternalProviders(auth.external, external),
    rules: {
      allowsSignUp: auth.enable_signup,
      trustsEveryEmail: !auth.email.enable_confirmations,
      codeLength: auth.email.otp_length,
    },
    callbackUrl: `${apiUrl}/auth/v1/callback`,
    siteUrl,
    allowsManualLinking: auth.enable_manual_linking,
    keys,
  }
  return [startOAuth, startLinking, finishOAuth, grantByIdToken, unlinkIdentity].map((repair) => repair(parts))
}
