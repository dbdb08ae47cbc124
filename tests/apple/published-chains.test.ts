import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseCertificate } from '../../supabase/functions/_shared/apple/parse-certificate.ts'
import { readResponderUrl } from '../../supabase/functions/_shared/apple/revocation/read-responder-url.ts'
import { decode, judgeChain } from '../support/apple/judge-chain.ts'
import { judgeUnderDeno } from '../support/apple/judge-under-deno.ts'
import { readPublishedCertificates } from '../support/apple/read-published-chains.ts'

const read = readPublishedCertificates()
const october2025 = 1_761_962_975_000
const in2042 = 2_280_946_846_000
const chainOf = (leaf: string, intermediate: string, root: string) =>
  [read(leaf), read(intermediate), read(root)] as [string, string, string]
const good = chainOf('LEAF_CERT', 'INTERMEDIATE_CA', 'ROOT_CA')
const real = chainOf('REAL_APPLE_SIGNING_CERTIFICATE', 'REAL_APPLE_INTERMEDIATE', 'REAL_APPLE_ROOT')
const badIntermediate = chainOf('LEAF_CERT_FOR_INTERMEDIATE_CA_INVALID_OID', 'INTERMEDIATE_CA_INVALID_OID', 'ROOT_CA')
const badLeaf = chainOf('LEAF_CERT_INVALID_OID', 'INTERMEDIATE_CA', 'ROOT_CA')
const testRoot = [read('ROOT_CA')]

/** Named as in Apple's own tests, with what those expect. */
const published = [
  { name: 'a chain', roots: testRoot, x5c: good, at: october2025, verdict: null },
  {
    name: 'a chain with an invalid intermediate OID',
    roots: testRoot,
    x5c: badIntermediate,
    at: october2025,
    verdict: 'invalid_chain',
  },
  {
    name: 'a chain with an invalid leaf OID',
    roots: testRoot,
    x5c: badLeaf,
    at: october2025,
    verdict: 'invalid_chain',
  },
  {
    name: 'a chain with an empty root certificate array',
    roots: [],
    x5c: good,
    at: october2025,
    verdict: 'invalid_chain',
  },
  { name: 'an expired chain', roots: testRoot, x5c: good, at: in2042, verdict: 'expired_certificate' },
  {
    name: 'a chain with mismatched root certificates',
    roots: [read('REAL_APPLE_ROOT')],
    x5c: good,
    at: october2025,
    verdict: 'invalid_chain',
  },
  { name: 'the real chain of the App Store', roots: [], x5c: real, at: october2025, verdict: null },
  {
    name: 'the real chain when its leaf has run out',
    roots: [],
    x5c: real,
    at: in2042,
    verdict: 'expired_certificate',
  },
]

describe('the chains that Apple tests its own library with', () => {
  it.each(published)('are judged as there: $name', async ({ verdict, ...chain }) => {
    expect(await judgeChain(chain)).toBe(verdict)
  })

  it('are judged as there where functions run, too', async () => {
    const app = { bundleId: 'com.example', appId: null, environments: [] }
    const verdicts = await judgeUnderDeno([], app, { chains: published })
    expect(verdicts).toEqual(published.map(({ verdict }) => verdict))
  })

  it('say where Apple’s responders are, as Node reads it too', () => {
    for (const name of ['REAL_APPLE_SIGNING_CERTIFICATE', 'REAL_APPLE_INTERMEDIATE']) {
      const url = readResponderUrl(parseCertificate(decode(read(name))))
      expect(url?.host).toBe('ocsp.apple.com')
      expect(new X509Certificate(decode(read(name))).infoAccess).toContain(`OCSP - URI:${url?.href}`)
    }
    expect(readResponderUrl(parseCertificate(decode(read('LEAF_CERT'))))).toBeNull()
  })
})
