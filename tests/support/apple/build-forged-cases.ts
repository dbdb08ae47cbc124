import { createHmac } from 'node:crypto'
import { buildCertificateChain, type TestChain } from './build-certificate-chain.ts'
import { buildPayloadOf } from './build-payload-of.ts'
import { replacePart, signPayload } from './sign-payload.ts'
import { type SignedCase, type SignedKind, signedKinds } from './signed-case.ts'

type Forgery = [name: string, fault: SignedCase['fault'], jws: string | Promise<string>]

/** What somebody can try who has seen genuine data, and has keys of their own but none of Apple's: with all that Apple signs. */
export async function buildForgedCases(chain: TestChain): Promise<SignedCase[]> {
  const foreign = await buildCertificateChain()
  const forged = signedKinds.map(async (kind) => {
    const genuine = await signPayload(buildPayloadOf(kind), chain)
    const forgeries = [...forgeContents(kind, genuine, chain), ...forgeChains(kind, genuine, chain, foreign)]
    return forgeries.map(async ([name, fault, jws]) => ({ name, kind, fault, jws: await jws }))
  })
  return Promise.all((await Promise.all(forged)).flat())
}

function forgeContents(kind: SignedKind, genuine: string, chain: TestChain): Forgery[] {
  return [
    ['an altered payload', 'invalid_signature', replacePart(genuine, 'payload', buildPayloadOf(kind, { price: 1 }))],
    ['an altered signature', 'invalid_signature', replacePart(genuine, 'signature', 'A'.repeat(86))],
    ['no signature', 'invalid_signature', replacePart(genuine, 'signature', '')],
    ['the algorithm none', 'invalid_signature', withoutAlgorithm(kind, chain)],
    ['an HMAC with the public certificate as its key', 'invalid_signature', signWithHmac(kind, chain)],
    ['a line break after it', 'malformed', `${genuine}\n`],
    ['a fourth part', 'malformed', `${genuine}.AAAA`],
    ['text that is no JWS', 'malformed', 'signed by Apple, honestly'],
    ['nothing', 'malformed', ''],
  ]
}

function forgeChains(kind: SignedKind, genuine: string, chain: TestChain, foreign: TestChain): Forgery[] {
  const [leaf, intermediate, root] = chain.x5c
  const sign = (x5c: unknown, { leafKeys } = foreign) =>
    signPayload(buildPayloadOf(kind), { x5c: x5c as TestChain['x5c'], leafKeys })
  return [
    ['another key under a genuine chain', 'invalid_signature', sign(chain.x5c)],
    ['a root of the same name', 'invalid_chain', sign(foreign.x5c)],
    ['a root of the same name, the genuine one beside it', 'invalid_chain', sign([...foreign.x5c.slice(0, 2), root])],
    ['a foreign leaf under the genuine intermediate', 'invalid_chain', sign([foreign.x5c[0], intermediate, root])],
    ['a genuine leaf under a foreign intermediate', 'invalid_chain', sign([leaf, foreign.x5c[1], root], chain)],
    ['the intermediate as its own leaf', 'invalid_chain', sign([intermediate, intermediate, root])],
    ['certificates that are none', 'invalid_chain', sign(['AAAA', 'AAAA', 'AAAA'])],
    ['another chain above the genuine signature', 'invalid_chain', replacePart(genuine, 'header', headerOf(foreign))],
    ['two certificates', 'malformed', sign([leaf, intermediate], chain)],
    ['four certificates', 'malformed', sign([...chain.x5c, root], chain)],
    ['no certificates', 'malformed', sign(undefined, chain)],
  ]
}

function headerOf({ x5c }: TestChain) {
  return { alg: 'ES256', x5c }
}

function withoutAlgorithm(kind: SignedKind, { x5c }: TestChain): string {
  const jws = replacePart(replacePart('..', 'header', { alg: 'none', x5c }), 'payload', buildPayloadOf(kind))
  return replacePart(jws, 'signature', '')
}

function signWithHmac(kind: SignedKind, { x5c }: TestChain): string {
  const unsigned = replacePart(replacePart('..', 'header', { alg: 'HS256', x5c }), 'payload', buildPayloadOf(kind))
  const signature = createHmac('sha256', Buffer.from(x5c[0], 'base64')).update(unsigned.slice(0, -1))
  return replacePart(unsigned, 'signature', signature.digest('base64url'))
}
