import { describe, expect, it } from 'vitest'
import { bundleId } from '../support/apple/build-payloads.ts'
import { buildSignedCases } from '../support/apple/build-signed-cases.ts'
import { judgeUnderDeno } from '../support/apple/judge-under-deno.ts'

// Hosted functions run Deno 2.1.4, in which Apple's own library refuses good data: what passes in Node proves nothing there.
describe('the verification where functions run', () => {
  it('judges everything as it does in Node', async () => {
    const { roots, cases } = await buildSignedCases()
    const verdicts = await judgeUnderDeno(roots, { bundleId, appId: null, environments: ['Sandbox'] }, { cases })
    const judged = cases.map(({ kind, name }, index) => ({ kind, name, fault: verdicts[index] }))
    expect(judged).toEqual(cases.map(({ kind, name, fault }) => ({ kind, name, fault })))
  })
})
