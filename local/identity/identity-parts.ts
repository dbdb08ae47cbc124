import type { CodeBook } from './create-code-book.ts'
import type { SignIdToken } from './create-id-token-signer.ts'
import type { IdentityState, ProviderName } from './identity-state.ts'

/** What the routes of both providers share. */
export type IdentityParts = {
  state: IdentityState
  /** Every client that the developer registered: web first, then the app. */
  clientIds: Record<ProviderName, readonly string[]>
  /** The one address to which codes may be sent. */
  redirectUri: string
  codes: CodeBook
  signIdToken: SignIdToken
  now: () => number
  save: () => void
}
