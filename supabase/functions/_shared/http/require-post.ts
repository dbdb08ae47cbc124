import { AppError } from '../domain/errors.ts'

/** Lets only a POST pass; throws `method_not_allowed`. */
export function requirePost(request: Request): void {
  if (request.method !== 'POST') throw new AppError('method_not_allowed')
}
