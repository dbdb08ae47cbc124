import { exportPKCS8, generateKeyPair } from 'jose'

export type PurchaseKey = { issuerId: string; keyId: string; privateKey: string }

/** An In-App Purchase key as App Store Connect makes one. */
export async function createPurchaseKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  return { issuerId: 'issuer', keyId: 'KEY1', privateKey: await exportPKCS8(privateKey), publicKey }
}
