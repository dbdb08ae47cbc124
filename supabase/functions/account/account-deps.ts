import type { Database } from '../_shared/database/connect.ts'
import type { RequireUser } from '../_shared/http/require-user.ts'
import type { Log } from '../_shared/log.ts'

export type AccountDeps = {
  requireUser: RequireUser
  /** For what cannot be taken back: asks Auth, and for a sign-in of the last minutes. */
  requireFreshUser: RequireUser
  database: Database
  log: Log
}
