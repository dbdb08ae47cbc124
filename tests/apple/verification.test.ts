import { describe, expect, it } from 'vitest'
import { bundleId } from '../support/apple/build-payloads.ts'
import { buildSignedCases } from '../support/apple/build-signed-cases.ts'
import { createJudge } from '../support/apple/create-judge.ts'

const { roots, cases } = await buildSignedCases()
const sandboxApp = { bundleId, appId: null, environments: ['Sandbox' as const] }

describe('the verification', () => {
  const judge = createJudge(roots, sandboxApp)

  it.each(cases.filter(({ fault }) => fault === null))('accepts $kind: $name', async (one) => {
    expect(await judge(one)).toBeNull()
  })
  it.each(cases.filter(({ fault }) => fault !== null))('refuses $kind: $name: $fault', async (one) => {
    expect(await judge(one)).toBe(one.fault)
  })
  it('says the same of everything a second time, when it remembers the chains', async () => {
    for (const one of cases) expect([one.kind, one.name, await judge(one)]).toEqual([one.kind, one.name, one.fault])
  })
})

describe('the verification without extra roots', () => {
  it('trusts nobody but Apple', async () => {
    const judge = createJudge([], sandboxApp)
    for (const one of cases) expect([one.name, await judge(one)]).not.toEqual([one.name, null])
  })
})
