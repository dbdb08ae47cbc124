import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { findAccount } from '../accounts.ts'
import { IdentityError } from '../identity-error.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { readForm } from '../read-request.ts'
import { signGoogleToken } from './sign-google-token.ts'

const tokenSchema = z.object({
  client_id: z.string().default(''),
  client_secret: z.string().default(''),
  grant_type: z.string().default(''),
  code: z.string().default(''),
  redirect_uri: z.string().default(''),
})

/** Google's token endpoint, for the code that a browser brought. */
export function createTokenRoutes(parts: IdentityParts): Hono {
  const routes = new Hono()
  routes.post('/token', async (c) => {
    const request = await readForm(c, tokenSchema)
    const isClient = parts.clientIds.google.includes(request.client_id)
    if (!isClient || request.client_secret !== parts.state.googleSecret)
      throw new IdentityError('invalid_client', 'Unauthorized', 401)
    if (request.grant_type !== 'authorization_code')
      throw new IdentityError('unsupported_grant_type', `Invalid grant_type: ${request.grant_type}`)
    const grant = parts.codes.take(request.code)
    if (grant?.provider !== 'google' || grant.clientId !== request.client_id)
      throw new IdentityError('invalid_grant', 'Malformed auth code.')
    if (grant.redirectUri !== request.redirect_uri) throw new IdentityError('redirect_uri_mismatch', 'Bad Request')
    const account = findAccount(parts, grant.accountId)
    const access_token = createAccessToken()
    const id_token = await signGoogleToken(parts, account, {
      audience: grant.clientId,
      askedBy: grant.clientId,
      nonce: grant.nonce,
      accessToken: access_token,
    })
    const scope =
      'openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/userinfo.profile'
    return c.json({ access_token, expires_in: 3599, scope, token_type: 'Bearer', id_token })
  })
  return routes
}

export function createAccessToken(): string {
  return `ya29.local-${randomBytes(24).toString('base64url')}`
}
