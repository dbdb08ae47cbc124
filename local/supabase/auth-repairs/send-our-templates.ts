import type { AuthMailer } from '../auth-mail/create-auth-mailer.ts'
import type { AuthRepair } from './auth-repair.ts'

/**
 * Gives lite our mailer, with the page that the caller wants to go to afterwards: lite has `redirect_to` and forgets it.
 * It makes a new Auth service for each request, so that nothing is shared between two of them.
 */
export function sendOurTemplates(createMailer: (redirectTo: string) => AuthMailer): AuthRepair {
  return async (c, next) => {
    const auth = c.var.authService
    auth.mailer = createMailer(auth.resolveEmailRedirect(c.req.query('redirect_to')))
    return next()
  }
}
