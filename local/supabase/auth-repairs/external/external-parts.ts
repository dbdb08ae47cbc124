import type { AuthRepairOptions } from '../auth-repair.ts'
import type { ExternalProviders } from './external-provider.ts'
import type { SignInRules } from './sign-in-with-identity.ts'

/** What the four routes of external providers share. */
export type ExternalParts = {
  providers: ExternalProviders
  rules: SignInRules
  /** Our own address that every provider sends the browser back to. */
  callbackUrl: string
  siteUrl: string
  allowsManualLinking: boolean
  keys: AuthRepairOptions['keys']
}
