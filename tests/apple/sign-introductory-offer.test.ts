import { IntroductoryOfferEligibilitySignatureCreator } from '@apple/app-store-server-library'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { createSignIntroductoryOffer } from '../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import { bundleId } from '../support/apple/build-payloads.ts'
import { buildInAppPurchaseKey } from '../support/apple/in-app-purchase-key.ts'

const key = buildInAppPurchaseKey()
const sign = createSignIntroductoryOffer({ ...key, bundleId })
const productId = 'com.example.tandem.premium.monthly'
const appTransactionId = '704000000000000001'

async function read(jws: string) {
  const { payload } = await jwtVerify(jws, key.publicKey)
  return { header: decodeProtectedHeader(jws), payload }
}

describe('whether somebody may have the introductory offer', () => {
  it.each([true, false])('is signed as Apple’s own library signs it: %s', async (isAllowed) => {
    const ours = await read(await sign({ productId, isAllowed, appTransactionId }))
    const creator = new IntroductoryOfferEligibilitySignatureCreator(key.privateKey, key.keyId, key.issuerId, bundleId)
    const apples = await read(creator.createSignature(productId, isAllowed, appTransactionId))
    expect(ours.header).toEqual(apples.header)
    const fresh = { nonce: expect.stringMatching(/^[0-9a-f-]{36}$/), iat: expect.any(Number) }
    expect(ours.payload).toEqual({ ...apples.payload, ...fresh })
    expect(ours.payload).toMatchObject({
      allowIntroductoryOffer: isAllowed,
      transactionId: appTransactionId,
      productId,
    })
  })

  it('is signed anew each time', async () => {
    const offer = { productId, isAllowed: true, appTransactionId }
    const nonces = [await read(await sign(offer)), await read(await sign(offer))].map(({ payload }) => payload.nonce)
    expect(new Set(nonces).size).toBe(2)
  })
})
