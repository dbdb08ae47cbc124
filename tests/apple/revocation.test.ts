import {
  Environment,
  SignedDataVerifier,
  VerificationException,
  VerificationStatus,
} from '@apple/app-store-server-library'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleId } from '../support/apple/build-payloads.ts'
import {
  buildRevocationCases,
  type RevocationCase,
  type RevocationVerdict,
} from '../support/apple/build-revocation-cases.ts'
import { createRevocationJudge } from '../support/apple/create-revocation-judge.ts'
import { runDeno } from '../support/apple/run-deno.ts'
import { startOcspResponder } from '../support/apple/start-ocsp-responder.ts'

const responder = await startOcspResponder()
const cases = await buildRevocationCases(responder)
afterAll(responder.close)

/** Apple's own library with its online checks. */
async function askApple({ root, jws }: RevocationCase): Promise<RevocationVerdict> {
  const verifier = new SignedDataVerifier([Buffer.from(root)], true, Environment.SANDBOX, bundleId)
  return verifier.verifyAndDecodeNotification(jws).then(
    () => 'accepted',
    (error: unknown) => {
      if (!(error instanceof VerificationException)) throw error
      return error.status === VerificationStatus.RETRYABLE_VERIFICATION_FAILURE ? 'retry' : 'refused'
    },
  )
}

describe('a notification, when Apple’s responders are asked', () => {
  it.each(cases)('is $ours: $name', async ({ root, jws, ours }) => {
    expect(await createRevocationJudge(root)(jws)).toBe(ours)
  })

  it.each(cases)('is $apples for Apple’s own library: $name', async (one) => {
    expect(await askApple(one)).toBe(one.apples)
  })

  it('is never accepted by us where Apple’s own library does not', () => {
    const different = cases.filter(({ ours, apples }) => ours !== apples)
    expect(new Set(different.map(({ ours }) => ours))).toEqual(new Set(['retry']))
  })

  describe('where functions run', () => {
    let verdicts: RevocationVerdict[]
    beforeAll(async () => {
      const input = cases.map(({ root, jws }) => ({ root: Buffer.from(root).toString('base64'), jws }))
      const script = 'tests/apple/check-revocation-from-stdin.ts'
      verdicts = JSON.parse(await runDeno(script, JSON.stringify(input), [`--allow-net=${responder.host}`]))
    }, 60_000)

    it.each(cases.map((one, index) => ({ ...one, index })))('is $ours, too: $name', ({ index, ours }) => {
      expect(verdicts[index]).toBe(ours)
    })
  })
})
