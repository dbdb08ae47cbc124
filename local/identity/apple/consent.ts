import { splitName } from '../accounts.ts'
import type { IdentityParts } from '../identity-parts.ts'
import type { Account } from '../identity-state.ts'
import { visibleEmail } from './sign-apple-token.ts'

/** What Apple tells an app the first time and never again. */
export type FirstMeeting = { name: { firstName: string; lastName: string }; email: string }

/** Notes the choice when there is none yet; the answer is null when the app already knows the person. */
export function meetApp(parts: IdentityParts, account: Account, hidesEmail: boolean): FirstMeeting | null {
  if (account.consent) return null
  account.consent = { hidesEmail, at: parts.now() }
  const { first, last } = splitName(account.name)
  return { name: { firstName: first, lastName: last }, email: visibleEmail(account) }
}

/** As when a person takes the app out of their Apple Account: its tokens end, and the next sign-in is a first one again. */
export function forgetApp(parts: IdentityParts, account: Account): void {
  account.consent = null
  for (const token of parts.state.refreshTokens) if (token.accountId === account.id) token.revokedAt ??= parts.now()
}
