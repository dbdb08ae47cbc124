import type { Log } from '../_shared/log.ts'

export type AuthRelayDeps = {
  /** What the web must know. */
  relaySecret: string
  /** The project's key that Auth lets name an address; it goes to Auth and nowhere else. */
  secretKey: string
  supabaseUrl: string
  fetch: typeof fetch
  log: Log
}
