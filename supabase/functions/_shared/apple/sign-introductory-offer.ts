import { importPKCS8, SignJWT } from 'jose'
import type { InAppPurchaseKey } from './server-api/create-api-token.ts'

export type IntroductoryOffer = {
  /** The App Store's id of the subscription. */
  productId: string
  isAllowed: boolean
  /** Which Apple Account it is for: nobody else can use it. */
  appTransactionId: string
}
export type SignIntroductoryOffer = (offer: IntroductoryOffer) => Promise<string>

/**
 * Makes the function that says, as a compact JWS that StoreKit takes with a purchase, whether a customer may have the
 * introductory offer. It overrules what the App Store would decide: whoever had a trial on the web gets none in the app.
 * https://developer.apple.com/documentation/storekit/generating-jws-to-sign-app-store-requests
 */
export function createSignIntroductoryOffer(key: InAppPurchaseKey & { bundleId: string }): SignIntroductoryOffer {
  return async ({ productId, isAllowed, appTransactionId }) =>
    new SignJWT({
      bid: key.bundleId,
      nonce: crypto.randomUUID(),
      productId,
      allowIntroductoryOffer: isAllowed,
      transactionId: appTransactionId,
    })
      .setProtectedHeader({ alg: 'ES256', kid: key.keyId, typ: 'JWT' })
      .setIssuer(key.issuerId)
      .setIssuedAt()
      .setAudience('introductory-offer-eligibility')
      .sign(await importPKCS8(key.privateKey, 'ES256'))
}
