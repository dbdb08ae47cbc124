import { randomUUID } from 'node:crypto'
import { buildRenewal, buildTransaction } from '../apple/build-payloads.ts'

const DAY = 86_400_000
type Overrides = Record<string, unknown>

export const products = {
  premium: 'com.example.tandem.premium.monthly',
  standard: 'com.example.tandem.standard.monthly',
  workshop: 'com.example.tandem.workshop',
}

/** Moments of one subscription around the real now, which is what Postgres goes by. */
export function createMoments(now = Math.floor(Date.now() / 1000) * 1000) {
  return {
    now,
    /** The period before the one that runs. */
    longAgo: now - 40 * DAY,
    start: now - 10 * DAY,
    end: now + 20 * DAY,
    later: now + 50 * DAY,
    ago: (days: number) => now - days * DAY,
    in: (days: number) => now + days * DAY,
  }
}
export type Moments = ReturnType<typeof createMoments>

/** One subscription of an Apple Account; each fact is signed later than the one before it. */
export function createSubscriber(userId: string | null, moments = createMoments()) {
  const originalTransactionId = randomUUID()
  const appTransactionId = randomUUID()
  let signed = 0
  const signedDate = () => moments.now - 3_600_000 + signed++
  const named = userId === null ? {} : { appAccountToken: userId.toUpperCase() }
  const ids = { originalTransactionId, appTransactionId, ...named }
  return {
    ...moments,
    originalTransactionId,
    appTransactionId,
    signedDate,
    /** A period of Premium: the one that runs. Its id is the original one unless told otherwise. */
    transaction: (overrides: Overrides = {}) =>
      buildTransaction({
        ...ids,
        transactionId: originalTransactionId,
        originalPurchaseDate: moments.start,
        purchaseDate: moments.start,
        expiresDate: moments.end,
        transactionReason: 'PURCHASE',
        signedDate: signedDate(),
        ...overrides,
      }),
    renewal: (overrides: Overrides = {}) =>
      buildRenewal({ ...ids, renewalDate: moments.end, signedDate: signedDate(), ...overrides }),
  }
}
export type Subscriber = ReturnType<typeof createSubscriber>
