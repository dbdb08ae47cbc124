import { ZodError } from 'zod'
import type { AppleApp } from '../../../supabase/functions/_shared/apple/require-app.ts'
import { SignedPayloadError } from '../../../supabase/functions/_shared/apple/signed-payload-error.ts'
import { createVerifyAppTransaction } from '../../../supabase/functions/_shared/apple/verify-app-transaction.ts'
import { createVerifyNotification } from '../../../supabase/functions/_shared/apple/verify-notification.ts'
import { createVerifyPurchase } from '../../../supabase/functions/_shared/apple/verify-purchase.ts'
import { createVerifySignedPayload } from '../../../supabase/functions/_shared/apple/verify-signed-payload.ts'
import type { SignedCase, SignedKind } from './signed-case.ts'

/** `unreadable`: Apple signed it for this app, and it lacks what we could not do without. */
export type Verdict = SignedCase['fault'] | 'unreadable'

/** Makes the function that says what is wrong with something signed; null when it is genuine. Runs in Node and in Deno. */
export function createJudge(roots: Uint8Array<ArrayBuffer>[], app: AppleApp) {
  const verify = createVerifySignedPayload(roots)
  const verifyPurchase = createVerifyPurchase(verify, app)
  const verifyAppTransaction = createVerifyAppTransaction(verify, app)
  const verifierOf: Record<SignedKind, (jws: string) => Promise<unknown>> = {
    transaction: (jws) => verifyPurchase({ signedTransaction: jws, signedRenewal: null }),
    renewal: (jws) => verifyPurchase({ signedTransaction: null, signedRenewal: jws }),
    app_transaction: verifyAppTransaction,
    notification: createVerifyNotification(verify, verifyPurchase, verifyAppTransaction, app),
  }
  return async ({ kind, jws }: Pick<SignedCase, 'kind' | 'jws'>): Promise<Verdict> => {
    try {
      await verifierOf[kind](jws)
      return null
    } catch (error) {
      if (error instanceof SignedPayloadError) return error.code
      if (error instanceof ZodError) return 'unreadable'
      throw error
    }
  }
}
