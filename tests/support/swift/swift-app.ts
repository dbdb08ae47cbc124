import { createHash, randomBytes } from 'node:crypto'
import { type SwiftSession, type SwiftUser, swiftSession, swiftUser } from './decode.ts'
import { type SwiftAnswer, sendRecorded, type Values } from './send-recorded.ts'

/** A verifier as supabase-swift makes it: base64url of 64 random bytes; the server gets its hash. */
export function createPkce(): { verifier: string; code_challenge: string; code_challenge_method: 's256' } {
  const verifier = randomBytes(64).toString('base64url')
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  return { verifier, code_challenge, code_challenge_method: 's256' }
}

/** What goes with every request that may end in a mail: supabase-swift makes a challenge for it. */
export function createChallenge(): { code_challenge: string; code_challenge_method: 's256' } {
  const { verifier: _kept, ...challenge } = createPkce()
  return challenge
}

export type SwiftApp = {
  send: (call: string, values?: Values) => Promise<SwiftAnswer>
  /** Sends what must end with a session, and decodes it. */
  sendForSession: (call: string, values?: Values) => Promise<SwiftSession>
  sendForUser: (call: string, values?: Values) => Promise<SwiftUser>
}

/** An app with supabase-swift in it, as far as the wire can tell. */
export function createSwiftApp(url: string): SwiftApp {
  const send = (call: string, values?: Values) => sendRecorded(url, call, values)
  return {
    send,
    sendForSession: async (call, values) => swiftSession.parse(requireYes(await send(call, values))),
    sendForUser: async (call, values) => swiftUser.parse(requireYes(await send(call, values))),
  }
}

function requireYes({ status, json }: SwiftAnswer): unknown {
  if (status !== 200) throw new Error(`The answer is ${status}: ${JSON.stringify(json)}`)
  return json
}
