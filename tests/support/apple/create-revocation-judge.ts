import { createAppleVerifier } from '../../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { AppError } from '../../../supabase/functions/_shared/domain/errors.ts'
import { bundleId } from './build-payloads.ts'
import type { RevocationVerdict } from './build-revocation-cases.ts'

/** Our verifier with the check for revocation, as the function for notifications has it. Runs in Node and in Deno. */
export function createRevocationJudge(root: Uint8Array<ArrayBuffer>) {
  const { verifyNotification } = createAppleVerifier({
    bundleId,
    appId: null,
    environments: ['Sandbox'],
    extraRootCertificates: [root],
    checkRevocation: true,
  })
  return (jws: string): Promise<RevocationVerdict> => verifyNotification(jws).then(() => 'accepted', toVerdict)
}

function toVerdict(error: unknown): RevocationVerdict {
  if (error instanceof AppError && error.code === 'app_store_unavailable') return 'retry'
  if (error instanceof AppError && error.code === 'invalid_signature') return 'refused'
  throw error
}
