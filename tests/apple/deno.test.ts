import { describe, expect, it } from 'vitest'
import { bundleId } from '../support/apple/build-payloads.ts'
import { buildSignedCases } from '../support/apple/build-signed-cases.ts'
import { hasVectors, readSignedVector, readVector, whereVectorsAre } from '../support/apple/read-vector.ts'
import { runDeno } from '../support/apple/run-deno.ts'
import type { SignedCases } from '../support/apple/signed-case.ts'

async function judgeUnderDeno({ roots, cases }: SignedCases, app: string) {
  const input = {
    roots: roots.map((root) => Buffer.from(root).toString('base64')),
    app: { bundleId: app, appId: null, environments: ['Sandbox'] },
    cases,
  }
  return JSON.parse(await runDeno('tests/apple/judge-from-stdin.ts', JSON.stringify(input)))
}

// Hosted functions run Deno 2.1.4, in which Apple's own library refuses good data: what passes in Node proves nothing there.
describe('the verification where functions run', () => {
  it('judges everything as it does in Node', async () => {
    const signed = await buildSignedCases()
    const expected = signed.cases.map(({ name, fault }) => ({ name, fault }))
    expect(await judgeUnderDeno(signed, bundleId)).toEqual(expected)
  })

  it('judges Apple’s published vectors as it does in Node', async (context) => {
    if (!hasVectors) context.skip(whereVectorsAre)
    const read = (name: string) => ({ name, kind: 'notification' as const, jws: readSignedVector(name), fault: null })
    const cases = ['testNotification', 'missingX5CHeaderClaim', 'wrongBundleId'].map(read)
    expect(await judgeUnderDeno({ roots: [readVector('certs/testCA.der')], cases }, 'com.example')).toEqual([
      { name: 'testNotification', fault: null },
      { name: 'missingX5CHeaderClaim', fault: 'malformed' },
      { name: 'wrongBundleId', fault: 'malformed' },
    ])
  })
})
