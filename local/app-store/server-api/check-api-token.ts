import { type CryptoKey, importSPKI, jwtVerify } from 'jose'
import type { ServerApiKey } from '../app-store.ts'
import { SECOND } from '../durations.ts'

const AUDIENCE = 'appstoreconnect-v1'
const LONGEST_LIFE_SECONDS = 60 * 60
const LEEWAY_SECONDS = 60

/**
 * https://developer.apple.com/documentation/appstoreserverapi/generating-json-web-tokens-for-api-requests
 * Judged by this machine's clock: a caller signs by its own, which knows nothing of the store's simulated one.
 */
export function createTokenCheck(key: ServerApiKey | null, bundleId: string) {
  const publicKey: Promise<CryptoKey> | null = key && importSPKI(key.publicKeyPem, 'ES256')
  // A PEM that is none refuses every call; it must not end the process as an unhandled rejection.
  publicKey?.catch(() => undefined)

  return async function isAuthorized(authorization: string | undefined): Promise<boolean> {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    if (!token || !key || !publicKey) return false
    try {
      const { payload, protectedHeader } = await jwtVerify(token, await publicKey, {
        algorithms: ['ES256'],
        issuer: key.issuerId,
        audience: AUDIENCE,
        requiredClaims: ['iat', 'exp', 'bid'],
        clockTolerance: LEEWAY_SECONDS,
      })
      const { iat = 0, exp = 0, bid } = payload
      const isYoung = iat <= Date.now() / SECOND + LEEWAY_SECONDS && exp - iat <= LONGEST_LIFE_SECONDS
      return protectedHeader.kid === key.keyId && bid === bundleId && isYoung
    } catch {
      return false
    }
  }
}
