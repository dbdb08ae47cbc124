import type { AppleApp } from '../../../supabase/functions/_shared/apple/require-app.ts'
import type { Verdict } from './create-judge.ts'
import type { ChainCase } from './judge-chain.ts'
import { runDeno } from './run-deno.ts'
import type { SignedCase } from './signed-case.ts'

type Judged = { cases?: Pick<SignedCase, 'kind' | 'jws'>[]; chains?: ChainCase[] }

/** What our verification says in the Deno of hosted functions, in the order of what it is given. */
export async function judgeUnderDeno(roots: Uint8Array[], app: AppleApp, judged: Judged): Promise<Verdict[]> {
  const encoded = roots.map((root) => Buffer.from(root).toString('base64'))
  return JSON.parse(
    await runDeno('tests/apple/judge-from-stdin.ts', JSON.stringify({ roots: encoded, app, ...judged })),
  )
}
