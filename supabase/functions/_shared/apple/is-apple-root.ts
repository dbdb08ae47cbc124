import { type Bytes, toHex } from './bytes.ts'

/**
 * SHA-256 of "Apple Root CA - G3" (https://www.apple.com/certificateauthority/). Everything the App Store signs leads to it and
 * carries it along, so the fingerprint is enough to know it by.
 */
const APPLE_ROOT_FINGERPRINT = '63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179'

export async function isAppleRoot(der: Bytes): Promise<boolean> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', der))) === APPLE_ROOT_FINGERPRINT
}
