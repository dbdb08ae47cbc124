import { SignedPayloadError } from '../../../supabase/functions/_shared/apple/signed-payload-error.ts'
import { createVerifyChain } from '../../../supabase/functions/_shared/apple/verify-chain.ts'

/** A chain as in `x5c`, the roots to trust beside Apple's, and the moment in Unix milliseconds for which it is judged. */
export type ChainCase = { roots: string[]; x5c: [string, string, string]; at: number }

/** What is wrong with a chain; null when it counts. Runs in Node and in Deno. */
export async function judgeChain({ roots, x5c, at }: ChainCase): Promise<string | null> {
  try {
    const [leaf, intermediate, root] = x5c.map(decode) as [Der, Der, Der]
    const { validFrom, validTo } = await createVerifyChain(roots.map(decode))([leaf, intermediate, root])
    return at >= validFrom.getTime() && at <= validTo.getTime() ? null : 'expired_certificate'
  } catch (error) {
    if (error instanceof SignedPayloadError) return error.code
    throw error
  }
}

type Der = Uint8Array<ArrayBuffer>

export function decode(base64: string): Der {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
