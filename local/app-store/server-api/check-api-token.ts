import { type CryptoKey, importSPKI, jwtVerify } from 'jose'
import { SECOND } from '../durations.ts'

/** The In-App Purchase key as App Store Connect has it: only its public half stays there. */
export type RegisteredKey = { issuerId: string; keyId: string; publicKeyPem: string }

const AUDIENCE = 'appstoreconnect-v1'
const LONGEST_LIFE_SECONDS = 60 * 60
const LEEWAY_SECONDS = 60

export type TokenCheckOptions = {
  key: RegisteredKey | null
  bundleId: string
  /** The store's clock, which may run months ahead of the caller's. */
  now: () => number
}

/** https://developer.apple.com/documentation/appstoreserverapi/generating-json-web-tokens-for-api-requests */
export function createTokenCheck({ key, bundleId, now }: TokenCheckOptions) {
  const publicKey: Promise<CryptoKey> | null = key && importSPKI(key.publicKeyPem, 'ES256')
  // A bad PEM is a fault of the start; it is told by the first call, not as an unhandled rejection.
  publicKey?.catch(() => undefined)

  async function isValidAt(token: string, at: number): Promise<boolean> {
    if (!key || !publicKey) return false
    try {
      const { payload, protectedHeader } = await jwtVerify(token, await publicKey, {
        algorithms: ['ES256'],
        issuer: key.issuerId,
        audience: AUDIENCE,
        requiredClaims: ['iat', 'exp', 'bid'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: new Date(at),
      })
      const { iat = 0, exp = 0, bid } = payload
      const isYoung = iat <= at / SECOND + LEEWAY_SECONDS && exp - iat <= LONGEST_LIFE_SECONDS
      return protectedHeader.kid === key.keyId && bid === bundleId && isYoung
    } catch {
      return false
    }
  }

  /** By this machine's clock or by the store's: a server that runs beside the simulator may follow either. */
  return async function isAuthorized(authorization: string | undefined): Promise<boolean> {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    if (!token) return false
    return (await isValidAt(token, Date.now())) || (await isValidAt(token, now()))
  }
}
