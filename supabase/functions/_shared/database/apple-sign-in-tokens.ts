import { z } from 'zod'
import type { Database } from './connect.ts'

/** Keeps the token by which a user's sign-in with Apple is ended when they delete their account. */
export async function keepAppleToken(database: Database, userId: string, clientId: string, refreshToken: string) {
  await database.call('billing.keep_apple_token', [userId, clientId, refreshToken])
}

const revocation = z.object({ id: z.number().int(), client_id: z.string(), refresh_token: z.string() })

/** Takes tokens that are to be ended at Apple now, each for one caller only. */
export async function claimRevocations(database: Database, atMost: number) {
  return z.array(revocation).parse(await database.call('billing.claim_apple_revocations', [atMost]))
}

export async function finishRevocation(database: Database, id: number): Promise<void> {
  await database.call('billing.finish_apple_revocation', [id])
}

export async function failRevocation(database: Database, id: number, reason: string): Promise<void> {
  await database.call('billing.fail_apple_revocation', [id, reason])
}
