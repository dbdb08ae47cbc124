import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCertificateChain } from '../support/apple/build-certificate-chain.ts'
import { buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { buildSignedCases } from '../support/apple/build-signed-cases.ts'
import { createJudge } from '../support/apple/create-judge.ts'
import { createOracle } from '../support/apple/create-oracle.ts'
import { signPayload } from '../support/apple/sign-payload.ts'

const app = { bundleId, appId: null, environments: ['Sandbox' as const] }
const { roots, cases } = await buildSignedCases()

describe('Apple’s own library', () => {
  const oracle = createOracle(roots)

  it.each(cases.filter((one) => !one.isStricterThanApple))('says the same of $kind: $name', async (one) => {
    expect(await oracle(one)).toBe(one.fault === null)
  })
  it.each(cases.filter((one) => one.isStricterThanApple))('lets pass what we refuse: $kind: $name', async (one) => {
    expect(await oracle(one)).toBe(true)
  })

  it('says the same whichever character of a transaction is changed', async () => {
    const chain = await buildCertificateChain()
    const jws = await signPayload(buildTransaction(), chain)
    const [ours, apples] = [createJudge([chain.root], app), createOracle([chain.root])]
    const position = fc.nat({ max: jws.length - 1 })
    const character = fc.constantFrom(...'AQgw59-_.=')
    const property = fc.asyncProperty(position, character, async (at, other) => {
      const changed = { kind: 'transaction' as const, jws: jws.slice(0, at) + other + jws.slice(at + 1) }
      expect((await ours(changed)) === null).toBe(await apples(changed))
    })
    await fc.assert(property, { numRuns: 150 })
  })
})
