import { AppError } from '../domain/errors.ts'
import { matchesSecret } from './matches-secret.ts'

/** Lets only a caller pass who knows one of the project's secret keys: the scheduler. */
export function requireSecretKey(request: Request, secretKeys: string[]): void {
  if (!matchesSecret(request.headers.get('apikey') ?? '', secretKeys)) throw new AppError('wrong_secret_key')
}
