import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createAppleVerifier } from '../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { respondWithError } from '../../supabase/functions/_shared/http/respond.ts'
import type { TestChain } from '../support/apple/build-certificate-chain.ts'
import { buildAppTransaction, buildNotification, buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { buildAnsweredChain } from '../support/apple/build-revocation-cases.ts'
import { replacePart, signPayload } from '../support/apple/sign-payload.ts'
import { startOcspResponder } from '../support/apple/start-ocsp-responder.ts'

const responder = await startOcspResponder()
afterAll(responder.close)
const app = { bundleId, appId: null, environments: ['Sandbox' as const] }
const minute = 60_000
const silent = { info() {}, error() {} }

/** The verifier of a function, with a clock that can be moved on. */
function createVerifier(chains: TestChain[], checkRevocation = true) {
  const clock = { now: new Date() }
  const config = { ...app, extraRootCertificates: chains.map(({ root }) => root), checkRevocation }
  return { ...createAppleVerifier(config, { fetch, now: () => clock.now }), clock }
}
const notify = (chain: TestChain, data: object = {}) =>
  signPayload(buildNotification({ data: { bundleId, environment: 'Sandbox', ...data } }), chain)

describe('a check for revocation', () => {
  beforeEach(() => {
    responder.asked.length = 0
  })

  it('asks about leaf and intermediate, and again after a quarter of an hour', async () => {
    const chain = await buildAnsweredChain(responder, {})
    const { verifyNotification, clock } = createVerifier([chain])
    const askedAfter = async (minutes: number) => {
      clock.now = new Date(clock.now.getTime() + minutes * minute)
      await verifyNotification(await notify(chain))
      return responder.asked.length
    }
    expect([await askedAfter(0), await askedAfter(14), await askedAfter(1), await askedAfter(0)]).toEqual([2, 2, 4, 4])
  })

  it('remembers no failure', async () => {
    let isDown = true
    const chain = await buildAnsweredChain(responder, () => {
      if (isDown) return 503
      return {}
    })
    const { verifyNotification } = createVerifier([chain])
    const jws = await notify(chain)
    const failure = await verifyNotification(jws).catch((error) => error)
    expect(failure).toMatchObject({ code: 'app_store_unavailable' })
    // Apple sends it again after this.
    expect(respondWithError(failure, silent).status).toBe(503)
    isDown = false
    expect((await verifyNotification(jws)).environment).toBe('Sandbox')
  })

  it('is made of everything in a notification that is signed on its own', async () => {
    const good = await buildAnsweredChain(responder, {})
    const revoked = await buildAnsweredChain(responder, { status: 'revoked' })
    const { verifyNotification } = createVerifier([good, revoked])
    const jws = await notify(good, { signedTransactionInfo: await signPayload(buildTransaction(), revoked) })
    const cause = { code: 'revoked_certificate' }
    await expect(verifyNotification(jws)).rejects.toMatchObject({ code: 'invalid_signature', status: 400, cause })
  })

  it('is made for nobody who could not sign', async () => {
    const chain = await buildAnsweredChain(responder, {})
    const { verifyNotification } = createVerifier([chain])
    const forged = replacePart(await notify(chain), 'payload', buildNotification())
    await expect(verifyNotification(forged)).rejects.toMatchObject({ code: 'invalid_signature' })
    expect(responder.asked).toEqual([])
  })

  it('is not made of what an app hands in, which may be older than the certificates of today', async () => {
    const chain = await buildAnsweredChain(responder, { status: 'revoked' })
    const { verifyPurchase, verifyAppTransaction } = createVerifier([chain])
    const signedTransaction = await signPayload(buildTransaction(), chain)
    expect((await verifyPurchase({ signedTransaction, signedRenewal: null })).transaction).not.toBeNull()
    const verified = await verifyAppTransaction(await signPayload(buildAppTransaction(), chain))
    expect(verified).toMatchObject({ appTransactionId: '704000000000000001', environment: 'Sandbox' })
    expect(responder.asked).toEqual([])
  })

  it('is not made at all unless it is switched on', async () => {
    const chain = await buildAnsweredChain(responder, { status: 'revoked' })
    const { verifyNotification } = createVerifier([chain], false)
    expect((await verifyNotification(await notify(chain))).environment).toBe('Sandbox')
    expect(responder.asked).toEqual([])
  })
})
