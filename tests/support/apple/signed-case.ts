import type { SignedPayloadFault } from '../../../supabase/functions/_shared/apple/signed-payload-error.ts'

/** Something handed in as signed by Apple, and what is wrong with it: null when it is genuine. */
export type SignedCase = {
  name: string
  kind: 'transaction' | 'notification'
  jws: string
  fault: SignedPayloadFault | null
  /** Apple's own library lets it pass; we do not. */
  isStricterThanApple?: true
}

/** The cases, and the roots to trust, so that nothing but the named fault is wrong with each. */
export type SignedCases = { roots: Uint8Array<ArrayBuffer>[]; cases: SignedCase[] }
