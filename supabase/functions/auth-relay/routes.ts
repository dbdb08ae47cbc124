import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../_shared/domain/errors.ts'
import { respondWithError } from '../_shared/http/respond.ts'
import type { AuthRelayDeps } from './auth-relay-deps.ts'
import { passOn } from './pass-on.ts'

/** Only what Auth counts by address. Nothing of an administrator is among it, whatever key goes along. */
const paths = ['/signup', '/otp', '/token', '/verify', '/recover', '/resend']
const grants = ['password', 'refresh_token', 'pkce']
const maxBodyBytes = 16 * 1024

/** The calls that the web server makes for a visitor who is not signed in yet, or whose session has to be renewed. */
export function createAuthRelayRoutes(deps: AuthRelayDeps): Hono {
  const app = new Hono().basePath('/auth-relay')
  const refuse = (error: AppError) => respondWithError(error, deps.log)
  app.use('*', bodyLimit({ maxSize: maxBodyBytes, onError: () => refuse(new AppError('invalid_request')) }))
  for (const path of paths) {
    app.post(path, (c) => {
      if (path === '/token' && !grants.includes(c.req.query('grant_type') ?? '')) throw new AppError('not_found')
      return passOn(path, c.req.raw, deps)
    })
    app.all(path, () => refuse(new AppError('method_not_allowed')))
  }
  app.notFound(() => refuse(new AppError('not_found')))
  app.onError((error) => respondWithError(error, deps.log))
  return app
}
