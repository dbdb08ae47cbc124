import { claimRevocations, failRevocation, finishRevocation } from '../../database/apple-sign-in-tokens.ts'
import type { Database } from '../../database/connect.ts'
import type { Log } from '../../log.ts'
import type { AppleSignIn } from './create-apple-sign-in.ts'

export type RevokeDeps = {
  database: Database
  /** Null: the owner has no key for Sign in with Apple. */
  appleSignIn: AppleSignIn | null
  log: Log
}

const AT_ONCE = 10

/**
 * Ends tokens of people who are gone, until none is due or the time is up; answers how many. One that Apple does not take back
 * stays owed, so this throws for the database's sake only. Safe at any time, several at once.
 */
export async function revokeOwedTokens(deps: RevokeDeps, hasTime = () => true) {
  const { database, appleSignIn, log } = deps
  if (appleSignIn === null) return { done: 0, isComplete: true }
  let done = 0
  while (hasTime()) {
    const owed = await claimRevocations(database, AT_ONCE)
    if (owed.length === 0) return { done, isComplete: true }
    let failed = 0
    for (const { id, client_id, refresh_token } of owed) {
      try {
        await appleSignIn.revoke(refresh_token, client_id)
        await finishRevocation(database, id)
        done += 1
      } catch (error) {
        failed += 1
        log.error('Sign in with Apple token not revoked, it is tried again', error)
        await failRevocation(database, id, error instanceof Error ? `${error.name}: ${error.message}` : String(error))
      }
    }
    // Apple being away, or our key refused, the others would fail as well.
    if (failed === owed.length) break
  }
  return { done, isComplete: false }
}
