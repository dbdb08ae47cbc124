import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import type { Database } from './connect.ts'

const refusal = z.object({
  refusal: z.enum([
    // A token outlives its user.
    'unauthenticated',
    'nothing_to_move',
    'move_code_invalid',
    'too_many_attempts',
    'already_owned',
    'already_subscribed',
    'subscribed_on_web',
    'purchase_in_progress',
    'account_being_deleted',
  ]),
})
const released = z.object({ expires_at: z.string() })
const claimed = z.object({ moved: z.number().int().positive(), tasks: z.array(z.number().int()) })

/** Lets whoever has the code take over what this user has in the App Store; answers until when. */
export async function releasePurchases(database: Database, userId: string, codeHash: string): Promise<Date> {
  const { expires_at } = await call(database, 'billing.release_app_store_purchases', [userId, codeHash], released)
  return new Date(expires_at)
}

/** Takes it over: rights and all, in one transaction. Answers how many purchases, and what is owed to Apple because of it. */
export function claimPurchases(database: Database, userId: string, codeHash: string) {
  return call(database, 'billing.claim_app_store_purchases', [userId, codeHash], claimed)
}

async function call<Answer>(
  database: Database,
  sqlFunction: `billing.${string}`,
  args: string[],
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const answer = z.union([refusal, schema]).parse(await database.call(sqlFunction, args))
  if (typeof answer === 'object' && answer !== null && 'refusal' in answer)
    throw new AppError((answer as z.infer<typeof refusal>).refusal)
  return answer as Answer
}
