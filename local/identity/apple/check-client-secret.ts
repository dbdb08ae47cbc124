import { importSPKI, jwtVerify } from 'jose'
import { IdentityError } from '../identity-error.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { appleAudience, longestSecretSeconds } from './create-client-secret.ts'

/** Whether a server may speak for a client: its secret is signed with the registered key, is for this client, and lives. */
export async function checkClientSecret(parts: IdentityParts, clientId: string, secret: string): Promise<void> {
  const { teamId, keyId, publicKeyPem } = parts.state.appleKey
  if (!parts.clientIds.apple.includes(clientId)) throw refuse(`${clientId} is not a client of this team.`)
  const now = new Date(parts.now())
  let claims: { exp?: number }
  try {
    const { payload, protectedHeader } = await jwtVerify(secret, await importSPKI(publicKeyPem, 'ES256'), {
      algorithms: ['ES256'],
      issuer: teamId,
      subject: clientId,
      audience: appleAudience,
      requiredClaims: ['iat', 'exp'],
      currentDate: now,
    })
    if (protectedHeader.kid !== keyId) throw new Error('its key id is not that of the registered key')
    claims = payload
  } catch (cause) {
    throw refuse(`The client secret is refused: ${(cause as Error).message}.`)
  }
  if ((claims.exp ?? 0) > now.getTime() / 1000 + longestSecretSeconds)
    throw refuse('The client secret is refused: it may live six months at most.')
}

/** Apple's own answer says no more than `invalid_client`; the sentence is ours, to spare an evening of guessing. */
function refuse(sentence: string): IdentityError {
  return new IdentityError('invalid_client', sentence)
}
