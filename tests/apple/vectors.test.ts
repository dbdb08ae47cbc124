import { Environment } from '@apple/app-store-server-library'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AppleApp } from '../../supabase/functions/_shared/apple/require-app.ts'
import { createVerifySignedPayload } from '../../supabase/functions/_shared/apple/verify-signed-payload.ts'
import { createJudge, type Verdict } from '../support/apple/create-judge.ts'
import { createOracle } from '../support/apple/create-oracle.ts'
import { judgeUnderDeno } from '../support/apple/judge-under-deno.ts'
import { hasVectors, readSignedVector, readVector, whereVectorsAre } from '../support/apple/read-vector.ts'
import type { SignedKind } from '../support/apple/signed-case.ts'

const inSandbox: AppleApp = { bundleId: 'com.example', appId: null, environments: ['Sandbox'] }
const inProduction: AppleApp = { bundleId: 'com.example', appId: 1234, environments: ['Production'] }
const otherBundle: AppleApp = { ...inSandbox, bundleId: 'com.example.x' }

type Vector = { name: string; kind: SignedKind; app: AppleApp; verdict: Verdict; apple: boolean; jws?: string }

/** Everything signed that Apple publishes, and what its library's own tests do with it. */
const vectors: Vector[] = [
  { name: 'testNotification', kind: 'notification', app: inSandbox, verdict: null, apple: true },
  // Proven, yet bare of all that a purchase is: such are never sent.
  { name: 'transactionInfo', kind: 'transaction', app: inSandbox, verdict: 'unreadable', apple: true },
  { name: 'renewalInfo', kind: 'renewal', app: inSandbox, verdict: 'unreadable', apple: true },
  { name: 'transactionInfo', kind: 'renewal', app: inSandbox, verdict: 'unreadable', apple: true },
  { name: 'transactionInfo', kind: 'transaction', app: otherBundle, verdict: 'wrong_bundle_id', apple: false },
  { name: 'testNotification', kind: 'notification', app: otherBundle, verdict: 'wrong_bundle_id', apple: false },
  { name: 'testNotification', kind: 'notification', app: inProduction, verdict: 'wrong_environment', apple: false },
  // It has no date either, and that is noticed first.
  { name: 'wrongBundleId', kind: 'notification', app: inSandbox, verdict: 'malformed', apple: false },
  { name: 'missingX5CHeaderClaim', kind: 'notification', app: inSandbox, verdict: 'malformed', apple: false },
  // A receipt of old, not a JWS.
  { name: 'legacyTransaction', kind: 'transaction', app: inSandbox, verdict: 'malformed', apple: false },
  { name: 'too many parts', kind: 'notification', app: inSandbox, verdict: 'malformed', apple: false, jws: 'a.b.c.d' },
  { name: 'three letters', kind: 'notification', app: inSandbox, verdict: 'malformed', apple: false, jws: 'a.b.c' },
]
const roots = () => [readVector('certs/testCA.der')]
const toJudged = ({ name, kind, jws }: Vector) => ({ kind, jws: jws ?? readSignedVector(name) })

beforeEach((context) => {
  if (!hasVectors) context.skip(whereVectorsAre)
})

describe('what Apple publishes to test a verifier with', () => {
  it.each(vectors)('is judged: $name as $kind for $app.bundleId', async (vector) => {
    expect(await createJudge(roots(), vector.app)(toJudged(vector))).toBe(vector.verdict)
  })

  it.each([inSandbox, inProduction, otherBundle])('is judged the same where functions run: for %j', async (app) => {
    const ofApp = vectors.filter((vector) => vector.app === app)
    const verdicts = await judgeUnderDeno(roots(), app, { cases: ofApp.map(toJudged) })
    expect(verdicts).toEqual(ofApp.map(({ verdict }) => verdict))
  })

  it.each(vectors)('is judged by Apple’s own library: $name as $kind for $app.bundleId', async (vector) => {
    const environment = vector.app === inProduction ? Environment.PRODUCTION : Environment.SANDBOX
    const oracle = createOracle(roots(), { bundleId: vector.app.bundleId, environment, appAppleId: 1234 })
    expect(await oracle(toJudged(vector))).toBe(vector.apple)
    // It never accepts what we refuse, nor the other way round.
    expect(vector.apple).toBe(vector.verdict === null || vector.verdict === 'unreadable')
  })

  it('is trusted by nobody who does not trust Apple’s test root', async () => {
    const verify = createVerifySignedPayload([])
    await expect(verify(readSignedVector('testNotification'))).rejects.toMatchObject({ code: 'invalid_chain' })
  })
})
