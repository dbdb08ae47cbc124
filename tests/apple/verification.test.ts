import { beforeAll, describe, expect, it } from 'vitest'
import { buildCertificateChain, type TestChain } from '../support/apple/build-certificate-chain.ts'
import { buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { buildSignedCases } from '../support/apple/build-signed-cases.ts'
import { createJudge } from '../support/apple/create-judge.ts'
import { signNotification } from '../support/apple/sign-notification.ts'
import { signPayload } from '../support/apple/sign-payload.ts'

const { roots, cases } = await buildSignedCases()
const sandboxApp = { bundleId, appId: null, environments: ['Sandbox' as const] }

describe('the verification', () => {
  const judge = createJudge(roots, sandboxApp)

  it.each(cases.filter(({ fault }) => fault === null))('accepts $name', async (one) => {
    expect(await judge(one)).toBeNull()
  })
  it.each(cases.filter(({ fault }) => fault !== null))('refuses $name: $fault', async (one) => {
    expect(await judge(one)).toBe(one.fault)
  })
  it('says the same of everything a second time, when it remembers the chains', async () => {
    for (const one of cases) expect([one.name, await judge(one)]).toEqual([one.name, one.fault])
  })
})

describe('the verification without extra roots', () => {
  it('trusts nobody but Apple', async () => {
    const judge = createJudge([], sandboxApp)
    for (const one of cases) expect([one.name, await judge(one)]).not.toEqual([one.name, null])
  })
})

describe('the verification of an app in production', () => {
  let chain: TestChain
  beforeAll(async () => {
    chain = await buildCertificateChain()
  })
  const judgeOf = (environments: ('Production' | 'Sandbox')[]) =>
    createJudge([chain.root], { bundleId, appId: 6_700_000_000, environments })
  const notify = (environment: string, appAppleId?: number) =>
    signNotification(chain, {
      transaction: buildTransaction({ environment }),
      data: { environment, appAppleId, signedRenewalInfo: undefined },
    })

  it('asks for Apple’s number of the app, which sandbox notifications lack', async () => {
    const judge = judgeOf(['Production', 'Sandbox'])
    const verdict = async (...args: Parameters<typeof notify>) =>
      judge({ kind: 'notification', jws: await notify(...args) })
    expect(await verdict('Production', 6_700_000_000)).toBeNull()
    expect(await verdict('Production', 6_700_000_001)).toBe('wrong_app_id')
    expect(await verdict('Production')).toBe('wrong_app_id')
    expect(await verdict('Sandbox')).toBeNull()
  })

  it('takes no sandbox purchase where only production is accepted', async () => {
    const judge = judgeOf(['Production'])
    const jws = await signPayload(buildTransaction(), chain)
    expect(await judge({ kind: 'transaction', jws })).toBe('wrong_environment')
    expect(await judge({ kind: 'notification', jws: await notify('Sandbox') })).toBe('wrong_environment')
  })

  it('takes no sandbox transaction in a production notification', async () => {
    const jws = await signNotification(chain, {
      data: { environment: 'Production', appAppleId: 6_700_000_000, signedRenewalInfo: undefined },
    })
    expect(await judgeOf(['Production', 'Sandbox'])({ kind: 'notification', jws })).toBe('wrong_environment')
  })
})
