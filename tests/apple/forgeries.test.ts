import { beforeAll, describe, expect, it } from 'vitest'
import { bundleId } from '../support/apple/build-payloads.ts'
import { buildSignedCases } from '../support/apple/build-signed-cases.ts'
import { createJudge, type Verdict } from '../support/apple/create-judge.ts'
import { createOracle } from '../support/apple/create-oracle.ts'
import { judgeUnderDeno } from '../support/apple/judge-under-deno.ts'
import { type SignedKind, signedKinds } from '../support/apple/signed-case.ts'

const app = { bundleId, appId: null, environments: ['Sandbox' as const] }
const named: SignedKind[] = ['transaction', 'app_transaction', 'notification']
const everything = [...signedKinds]

/** Everything that somebody may try, with the things that it can be tried with: a renewal info names no app. */
const forgeries: [what: string, cases: string[], kinds: SignedKind[]][] = [
  ['an altered payload', ['an altered payload'], everything],
  ['the algorithm none', ['the algorithm none'], everything],
  ['HS256', ['an HMAC with the public certificate as its key'], everything],
  ['a foreign root with the same names', ['a root of the same name'], everything],
  ['a foreign leaf', ['a foreign leaf under the genuine intermediate'], everything],
  ['a leaf that had expired at signing', ['a leaf that had run out when it signed'], everything],
  ['missing object identifiers', ['a leaf without Apple’s mark', 'an intermediate without Apple’s mark'], everything],
  ['an intermediate with CA false', ['an intermediate that is no authority'], everything],
  ['two certificates', ['two certificates'], everything],
  ['the wrong bundle', ['of another app'], named],
  ['the wrong environment', ['of another environment'], everything],
  ['a valid envelope with a forged inner transaction', ['around a forged transaction'], ['notification']],
  ['what Xcode signed', ['signed by Xcode, in Xcode', 'signed by Xcode, in Sandbox'], everything],
]

describe('by us in Node, by us in the Deno of hosted functions, and by Apple’s own library', () => {
  const genuine = 'a chain like Apple’s'
  const verdicts = new Map<string, { node: Verdict; deno: Verdict; apple: boolean }>()
  const keyOf = (kind: SignedKind, name: string) => `${kind}: ${name}`

  beforeAll(async () => {
    const { roots, cases: all } = await buildSignedCases()
    const names = new Set([genuine, ...forgeries.flatMap(([, list]) => list)])
    const cases = all.filter(({ name }) => names.has(name))
    const [judge, oracle] = [createJudge(roots, app), createOracle(roots)]
    const underDeno = await judgeUnderDeno(roots, app, { cases })
    for (const [index, one] of cases.entries()) {
      const verdict = { node: await judge(one), deno: underDeno[index] ?? null, apple: await oracle(one) }
      verdicts.set(keyOf(one.kind, one.name), verdict)
    }
  }, 60_000)

  it.each(signedKinds)('a genuine %s is accepted', (kind) => {
    expect(verdicts.get(keyOf(kind, genuine))).toEqual({ node: null, deno: null, apple: true })
  })

  it.each(forgeries)('%s is refused', (_, names, kinds) => {
    for (const kind of kinds) {
      for (const name of names) {
        const verdict = verdicts.get(keyOf(kind, name))
        expect([kind, name, verdict]).toEqual([
          kind,
          name,
          { node: expect.any(String), deno: verdict?.node, apple: false },
        ])
      }
    }
  })
})
