import { ApiError, SignedOutError, toSentence } from '../wire/api-error.ts'
import type { HandIn } from './create-hand-in.ts'
import type { StoreTransaction } from './store-types.ts'
import { takeTurns } from './take-turns.ts'

export type UpdatesParts = {
  unfinished: () => Promise<StoreTransaction[]>
  handIn: HandIn
  /** undefined = nobody is signed in: whose purchase it is cannot be said. */
  userId: () => string | undefined
}

/** `refusal` is the last sentence of a server that did not take one. */
export type Received = { taken: StoreTransaction[]; refusal: string | null }
export type TransactionUpdates = ReturnType<typeof createTransactionUpdates>

/**
 * `Transaction.unfinished` at launch and `Transaction.updates` from then on: purchases that the server did not hear of,
 * renewals, purchases that were approved, codes that were redeemed. Answers what the server has taken.
 */
export function createTransactionUpdates({ unfinished, handIn, userId }: UpdatesParts) {
  /** What the server refused this user: it is not asked again before the next launch. */
  const refused = new Set<string>()
  let pauses = 0

  const mayHandIn = () => userId() !== undefined && pauses === 0

  async function handInNew(): Promise<Received> {
    const received: Received = { taken: [], refusal: null }
    if (!mayHandIn()) return received
    for (const transaction of await unfinished()) {
      const key = `${userId()} ${transaction.transaction_id}`
      if (refused.has(key)) continue
      try {
        await handIn(transaction)
        received.taken.push(transaction)
      } catch (error) {
        if (error instanceof SignedOutError) throw error
        // No answer: it stays unfinished and is tried again. Refused: another user may be luckier.
        if (!(error instanceof ApiError) || error.status >= 500) continue
        refused.add(key)
        received.refusal = toSentence(error)
      }
    }
    return received
  }

  const handInNext = takeTurns(handInNew)

  return {
    /** What is asked while a check is under way is answered by the next one. */
    async check({ isLaunch = false } = {}): Promise<Received> {
      if (!mayHandIn()) return { taken: [], refusal: null }
      if (isLaunch) refused.clear()
      return handInNext()
    },

    /** While a purchase is under way, its transaction is the purchase's to hand in. */
    async pause<T>(work: () => Promise<T>): Promise<T> {
      pauses += 1
      try {
        return await work()
      } finally {
        pauses -= 1
      }
    },
  }
}
