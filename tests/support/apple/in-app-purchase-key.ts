import { generateKeyPairSync } from 'node:crypto'

/** An In-App Purchase key as App Store Connect makes them, new each time; `publicKey` is what Apple keeps. */
export function buildInAppPurchaseKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    issuerId: '57246542-96fe-1a63-e053-0824d011072a',
    keyId: 'ABC123DEFG',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
  }
}
