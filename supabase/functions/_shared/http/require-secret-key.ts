import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '../domain/errors.ts'

/**
 * Lets only a caller pass who knows one of the project's secret keys: the scheduler. Hashes are of one length and are compared
 * in constant time, and all keys are tried: how long the answer takes tells nothing about a key.
 */
export function requireSecretKey(request: Request, secretKeys: string[]): void {
  const given = digest(request.headers.get('apikey') ?? '')
  const matches = secretKeys.map((key) => key !== '' && timingSafeEqual(given, digest(key)))
  if (!matches.includes(true)) throw new AppError('wrong_secret_key')
}

function digest(text: string): Uint8Array {
  return new TextEncoder().encode(createHash('sha256').update(text).digest('hex'))
}
