import type { SignedPayloadFault } from '../../../supabase/functions/_shared/apple/signed-payload-error.ts'

/** The four things that the App Store signs. */
export const signedKinds = ['transaction', 'renewal', 'app_transaction', 'notification'] as const
export type SignedKind = (typeof signedKinds)[number]

/** Something handed in as signed by Apple, and what is wrong with it: null when it is genuine. */
export type SignedCase = {
  name: string
  kind: SignedKind
  jws: string
  fault: SignedPayloadFault | null
  /** Apple's own library lets it pass; we do not. */
  isStricterThanApple?: true
}

/** The cases, and the roots to trust, so that nothing but the named fault is wrong with each. */
export type SignedCases = { roots: Uint8Array<ArrayBuffer>[]; cases: SignedCase[] }
