import { importSPKI, jwtVerify } from 'jose'
import { z } from 'zod'
import { type AppStore, accountOf } from '../app-store.ts'
import { StoreError } from '../store-error.ts'

const introductorySchema = z.object({
  bid: z.string(),
  nonce: z.uuid(),
  iat: z.number(),
  productId: z.string(),
  allowIntroductoryOffer: z.boolean(),
  transactionId: z.string(),
})

const promotionalSchema = z.object({
  bid: z.string(),
  nonce: z.uuid(),
  iat: z.number(),
  productId: z.string(),
  offerIdentifier: z.string(),
  transactionId: z.string().optional(),
})

/**
 * Whether the app's server allows the introductory offer. Thrown when the proof is not one:
 * https://developer.apple.com/documentation/storekit/generating-jws-to-sign-app-store-requests
 */
export async function readIntroductoryEligibility(
  store: AppStore,
  purchase: { appleAccount: string; productId: string },
  jws: string,
): Promise<boolean> {
  const claims = introductorySchema.safeParse(await readClaims(store, jws, 'introductory-offer-eligibility'))
  if (!claims.success) throw refusal()
  requireFit(store, purchase, claims.data)
  return claims.data.allowIntroductoryOffer
}

export async function verifyPromotionalOffer(
  store: AppStore,
  purchase: { appleAccount: string; productId: string },
  offerId: string,
  jws: string,
): Promise<void> {
  const claims = promotionalSchema.safeParse(await readClaims(store, jws, 'promotional-offer'))
  if (!claims.success || claims.data.offerIdentifier !== offerId) throw refusal()
  requireFit(store, purchase, claims.data)
}

async function readClaims({ serverApi }: AppStore, jws: string, audience: string): Promise<unknown> {
  if (!serverApi) throw refusal()
  const { issuerId: issuer, keyId, publicKeyPem } = serverApi
  try {
    const key = await importSPKI(publicKeyPem, 'ES256')
    const { payload, protectedHeader } = await jwtVerify(jws, key, { algorithms: ['ES256'], issuer, audience })
    return protectedHeader.kid === keyId ? payload : null
  } catch {
    throw refusal()
  }
}

/** Signed for this app, this product and this Apple Account, and not for another. */
function requireFit(
  store: AppStore,
  purchase: { appleAccount: string; productId: string },
  claims: { bid: string; productId: string; transactionId?: string | undefined },
): void {
  const isOurs = claims.bid === store.bundleId && claims.productId === purchase.productId
  if (!isOurs || !isOfAccount(store, purchase.appleAccount, claims.transactionId)) throw refusal()
}

/** The appTransactionId, or the id of any transaction of the same Apple Account. */
function isOfAccount(store: AppStore, appleAccount: string, id: string | undefined): boolean {
  if (id === undefined || id === accountOf(store, appleAccount).appTransactionId) return true
  return store.index.transactions.get(id)?.appleAccount === appleAccount
}

function refusal(): StoreError {
  return new StoreError('invalid_offer_signature', 'The offer’s signature is not valid.', 400)
}
