import { Environment } from '@apple/app-store-server-library'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildCertificateChain, type TestChain } from '../support/apple/build-certificate-chain.ts'
import { buildAppTransaction, buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { createJudge } from '../support/apple/create-judge.ts'
import { createOracle } from '../support/apple/create-oracle.ts'
import { signNotification } from '../support/apple/sign-notification.ts'
import { signPayload } from '../support/apple/sign-payload.ts'

const appId = 6_700_000_000

describe('the verification of an app in production', () => {
  let chain: TestChain
  beforeAll(async () => {
    chain = await buildCertificateChain()
  })
  const judgeOf = (environments: ('Production' | 'Sandbox')[]) =>
    createJudge([chain.root], { bundleId, appId, environments })
  const oracle = (kind: 'notification' | 'app_transaction', jws: string) =>
    createOracle([chain.root], { bundleId, environment: Environment.PRODUCTION, appAppleId: appId })({ kind, jws })
  const notify = (environment: string, appAppleId?: number) =>
    signNotification(chain, {
      transaction: buildTransaction({ environment }),
      data: { environment, appAppleId, signedRenewalInfo: undefined },
    })
  const signAppTransaction = (receiptType: string, appAppleId?: number) =>
    signPayload(buildAppTransaction({ receiptType, appAppleId }), chain)

  it('asks for Apple’s number of the app, which sandbox notifications lack', async () => {
    const judge = judgeOf(['Production', 'Sandbox'])
    const verdict = async (...args: Parameters<typeof notify>) =>
      judge({ kind: 'notification', jws: await notify(...args) })
    expect(await verdict('Production', appId)).toBeNull()
    expect(await verdict('Production', appId + 1)).toBe('wrong_app_id')
    expect(await verdict('Production')).toBe('wrong_app_id')
    expect(await verdict('Sandbox')).toBeNull()
  })

  it('asks an app transaction for it, too', async () => {
    const judge = judgeOf(['Production', 'Sandbox'])
    const verdict = async (...args: Parameters<typeof signAppTransaction>) =>
      judge({ kind: 'app_transaction', jws: await signAppTransaction(...args) })
    expect(await verdict('Production', appId)).toBeNull()
    expect(await verdict('Production', appId + 1)).toBe('wrong_app_id')
    expect(await verdict('Production')).toBe('wrong_app_id')
    expect(await verdict('Sandbox')).toBeNull()
  })

  it('says what Apple’s library says about the number', async () => {
    for (const [number, accepts] of [
      [appId, true],
      [appId + 1, false],
      [undefined, false],
    ] as const) {
      expect(await oracle('notification', await notify('Production', number))).toBe(accepts)
      expect(await oracle('app_transaction', await signAppTransaction('Production', number))).toBe(accepts)
    }
  })

  it('takes no sandbox purchase where only production is accepted', async () => {
    const judge = judgeOf(['Production'])
    const jws = await signPayload(buildTransaction(), chain)
    expect(await judge({ kind: 'transaction', jws })).toBe('wrong_environment')
    expect(await judge({ kind: 'notification', jws: await notify('Sandbox') })).toBe('wrong_environment')
    const jwsOfApp = await signAppTransaction('Sandbox')
    expect(await judge({ kind: 'app_transaction', jws: jwsOfApp })).toBe('wrong_environment')
  })

  it('takes no sandbox transaction in a production notification', async () => {
    const jws = await signNotification(chain, {
      data: { environment: 'Production', appAppleId: appId, signedRenewalInfo: undefined },
    })
    expect(await judgeOf(['Production', 'Sandbox'])({ kind: 'notification', jws })).toBe('wrong_environment')
  })
})
