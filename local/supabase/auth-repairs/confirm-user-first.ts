import type { LiteRepository } from '../lite-internals.ts'
import { type AuthRepair, type AuthRepairOptions, isAuthCall, peekBody } from './auth-repair.ts'

/**
 * Supabase Auth confirms the user and marks the identities as verified afterwards. lite does it the other way round, and so what
 * the database does at the proof (billing.forget_unproved_identities) could not tell any more what nobody had verified.
 */
export function confirmUserFirst({ keys }: AuthRepairOptions): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/verify', keys) || (await peekBody(c)).type !== 'signup') return next()
    const { repo } = c.var.authService
    const begin = repo.transaction.bind(repo)
    repo.transaction = (work) => begin((inside) => markLast(inside, work))
    return next()
  }
}

/** What is to be changed of identities, at the end of the transaction. */
async function markLast<T>(inside: LiteRepository, work: (inside: LiteRepository) => Promise<T>): Promise<T> {
  const update = inside.updateIdentity.bind(inside)
  const later: Parameters<typeof update>[] = []
  inside.updateIdentity = async (...change) => void later.push(change)
  const answer = await work(inside)
  for (const change of later) await update(...change)
  return answer
}
