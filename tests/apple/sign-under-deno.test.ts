import { jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { bundleId } from '../support/apple/build-payloads.ts'
import { buildInAppPurchaseKey } from '../support/apple/in-app-purchase-key.ts'
import { runDeno } from '../support/apple/run-deno.ts'

it('what we sign for Apple is signed where functions run, too', async () => {
  const { publicKey, ...key } = buildInAppPurchaseKey()
  const signed = JSON.parse(await runDeno('tests/apple/sign-from-stdin.ts', JSON.stringify({ ...key, bundleId })))
  const token = await jwtVerify(signed.token.replace('Bearer ', ''), publicKey, { audience: 'appstoreconnect-v1' })
  expect(token.payload).toMatchObject({ iss: key.issuerId, bid: bundleId })
  const offer = await jwtVerify(signed.offer, publicKey, { audience: 'introductory-offer-eligibility' })
  expect(offer.payload).toMatchObject({ productId: 'p', allowIntroductoryOffer: false, transactionId: 'a' })
  expect(signed.signedTransaction).toBe('signed')
})
