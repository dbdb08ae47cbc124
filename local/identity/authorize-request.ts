import type { Context } from 'hono'
import { z } from 'zod'
import { IdentityError } from './identity-error.ts'
import type { IdentityParts } from './identity-parts.ts'
import type { ProviderName } from './identity-state.ts'
import { check } from './read-request.ts'

const requestSchema = z.object({
  client_id: z.string().default(''),
  redirect_uri: z.string().default(''),
  response_type: z.string().default(''),
  response_mode: z.enum(['query', 'form_post']).default('query'),
  scope: z.string().default(''),
  state: z.string().default(''),
  nonce: z.string().optional(),
})
export type AuthorizeRequest = z.infer<typeof requestSchema>

/** What a website asks a provider's page for; a fault stays on that page, because the address to go back to is not proved. */
export function readAuthorizeRequest(c: Context, parts: IdentityParts, provider: ProviderName): AuthorizeRequest {
  const request = check(requestSchema, c.req.query())
  if (!parts.clientIds[provider].includes(request.client_id))
    throw new IdentityError('invalid_client', `${request.client_id || 'This website'} is not registered.`)
  if (request.redirect_uri !== parts.redirectUri)
    throw new IdentityError('invalid_request', `${request.redirect_uri} is not a registered address to come back to.`)
  if (request.response_type !== 'code')
    throw new IdentityError('unsupported_response_type', 'Only response_type=code is known here.')
  // https://developer.apple.com/documentation/signinwithapplerestapi: who wants a name or an address must be posted to.
  if (provider === 'apple' && /\b(name|email)\b/.test(request.scope) && request.response_mode !== 'form_post')
    throw new IdentityError('invalid_request', 'response_mode must be form_post when name or email scope is requested.')
  return request
}
