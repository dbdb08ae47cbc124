import { generateKeyPairSync, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { AppleKey, IdentityState } from './identity-state.ts'

/** Nobody has an account yet; the keys are this machine's own. */
export function createIdentityState(): IdentityState {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = privateKey.export({ format: 'jwk' })
  return {
    version: 1,
    signingKey: { ...jwk, kty: 'RSA', kid: randomUUID() },
    appleKey: createAppleKey(),
    googleSecret: randomBytes(16).toString('hex'),
    accounts: [],
    refreshTokens: [],
    log: [],
  }
}

function createAppleKey(): AppleKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { teamId: tenSigns(), keyId: tenSigns(), privateKeyPem: privateKey, publicKeyPem: publicKey }
}

/** Ten capitals and digits, as Apple's ids of teams and keys are. */
function tenSigns(): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  return Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('')
}
