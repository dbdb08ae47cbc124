import { importPKCS8, SignJWT } from 'jose'

/** The In-App Purchase key of App Store Connect; `privateKey` is the text of the .p8 file. */
export type InAppPurchaseKey = { issuerId: string; keyId: string; privateKey: string }

const lifetimeSeconds = 5 * 60
const renewBeforeEndMs = 60_000

/**
 * Makes the function that gives a token for the App Store Server API. One is used until a minute before its end: Apple's advice.
 * https://developer.apple.com/documentation/appstoreserverapi/generating-json-web-tokens-for-api-requests
 */
export function createApiToken(key: InAppPurchaseKey, bundleId: string, now: () => Date): () => Promise<string> {
  let current: { token: Promise<string>; renewAt: number } | null = null

  async function sign(issuedAt: number): Promise<string> {
    return new SignJWT({ bid: bundleId })
      .setProtectedHeader({ alg: 'ES256', kid: key.keyId, typ: 'JWT' })
      .setIssuer(key.issuerId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .setAudience('appstoreconnect-v1')
      .sign(await importPKCS8(key.privateKey, 'ES256'))
  }
  return () => {
    const nowMs = now().getTime()
    if (current === null || nowMs >= current.renewAt) {
      const issuedAt = Math.floor(nowMs / 1000)
      current = { token: sign(issuedAt), renewAt: (issuedAt + lifetimeSeconds) * 1000 - renewBeforeEndMs }
    }
    return current.token
  }
}
