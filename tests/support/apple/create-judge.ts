import type { AppleApp } from '../../../supabase/functions/_shared/apple/require-app.ts'
import { SignedPayloadError } from '../../../supabase/functions/_shared/apple/signed-payload-error.ts'
import { createVerifyAppTransaction } from '../../../supabase/functions/_shared/apple/verify-app-transaction.ts'
import { createVerifyNotification } from '../../../supabase/functions/_shared/apple/verify-notification.ts'
import { createVerifyPurchase } from '../../../supabase/functions/_shared/apple/verify-purchase.ts'
import { createVerifySignedPayload } from '../../../supabase/functions/_shared/apple/verify-signed-payload.ts'
import type { SignedCase } from './signed-case.ts'

/** Makes the function that says what is wrong with something signed; null when it is genuine. Runs in Node and in Deno. */
export function createJudge(roots: Uint8Array<ArrayBuffer>[], app: AppleApp) {
  const verify = createVerifySignedPayload(roots)
  const verifyPurchase = createVerifyPurchase(verify, app)
  const verifyNotification = createVerifyNotification(
    verify,
    verifyPurchase,
    createVerifyAppTransaction(verify, app),
    app,
  )
  return async ({ kind, jws }: Pick<SignedCase, 'kind' | 'jws'>): Promise<SignedCase['fault']> => {
    try {
      await (kind === 'notification'
        ? verifyNotification(jws)
        : verifyPurchase({ signedTransaction: jws, signedRenewal: null }))
      return null
    } catch (error) {
      if (error instanceof SignedPayloadError) return error.code
      throw error
    }
  }
}
