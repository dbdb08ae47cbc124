import { createHmac } from 'node:crypto'
import { buildCertificateChain, type TestChain } from './build-certificate-chain.ts'
import { buildTransaction } from './build-payloads.ts'
import { replacePart, signPayload } from './sign-payload.ts'
import type { SignedCase } from './signed-case.ts'

type Forgery = [name: string, fault: SignedCase['fault'], jws: string | Promise<string>]

/** What somebody can try who has seen genuine transactions, and has keys of their own but none of Apple's. */
export async function buildForgedCases(chain: TestChain): Promise<SignedCase[]> {
  const [genuine, foreign] = [await signPayload(buildTransaction(), chain), await buildCertificateChain()]
  const [leaf, intermediate, root] = chain.x5c
  const sign = (x5c: unknown, leafKeys = foreign.leafKeys) =>
    signPayload(buildTransaction(), { x5c: x5c as TestChain['x5c'], leafKeys })
  const forgeries: Forgery[] = [
    ['an altered payload', 'invalid_signature', replacePart(genuine, 'payload', buildTransaction({ price: 1 }))],
    ['an altered signature', 'invalid_signature', replacePart(genuine, 'signature', 'A'.repeat(86))],
    ['no signature', 'invalid_signature', replacePart(genuine, 'signature', '')],
    ['the algorithm none', 'invalid_signature', withoutAlgorithm(chain)],
    ['an HMAC with the public certificate as its key', 'invalid_signature', signWithHmac(chain)],
    ['another key under a genuine chain', 'invalid_signature', sign(chain.x5c)],
    ['a root of the same name', 'invalid_chain', sign(foreign.x5c)],
    ['a root of the same name, the genuine one beside it', 'invalid_chain', sign([...foreign.x5c.slice(0, 2), root])],
    ['a foreign leaf under the genuine intermediate', 'invalid_chain', sign([foreign.x5c[0], intermediate, root])],
    [
      'a genuine leaf under a foreign intermediate',
      'invalid_chain',
      sign([leaf, foreign.x5c[1], root], chain.leafKeys),
    ],
    ['the intermediate as its own leaf', 'invalid_chain', sign([intermediate, intermediate, root])],
    ['certificates that are none', 'invalid_chain', sign(['AAAA', 'AAAA', 'AAAA'])],
    ['two certificates', 'malformed', sign([leaf, intermediate], chain.leafKeys)],
    ['four certificates', 'malformed', sign([...chain.x5c, root], chain.leafKeys)],
    ['no certificates', 'malformed', sign(undefined, chain.leafKeys)],
    ['a genuine transaction with a line break after it', 'malformed', `${genuine}\n`],
    ['text that is no JWS', 'malformed', 'signed by Apple, honestly'],
    ['nothing', 'malformed', ''],
  ]
  return Promise.all(
    forgeries.map(async ([name, fault, jws]) => ({ name, kind: 'transaction' as const, fault, jws: await jws })),
  )
}

function withoutAlgorithm({ x5c }: TestChain): string {
  const jws = replacePart(replacePart('..', 'header', { alg: 'none', x5c }), 'payload', buildTransaction())
  return replacePart(jws, 'signature', '')
}

function signWithHmac({ x5c }: TestChain): string {
  const unsigned = replacePart(replacePart('..', 'header', { alg: 'HS256', x5c }), 'payload', buildTransaction())
  const signature = createHmac('sha256', Buffer.from(x5c[0], 'base64')).update(unsigned.slice(0, -1))
  return replacePart(unsigned, 'signature', signature.digest('base64url'))
}
