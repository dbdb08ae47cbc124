import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { findAccount } from '../accounts.ts'
import { IdentityError } from '../identity-error.ts'
import type { IdentityParts } from '../identity-parts.ts'
import type { Account } from '../identity-state.ts'
import { readForm } from '../read-request.ts'
import { recordLog } from '../record-log.ts'
import { checkClientSecret } from './check-client-secret.ts'
import { forgetApp } from './consent.ts'
import { signAppleToken } from './sign-apple-token.ts'

const client = { client_id: z.string().default(''), client_secret: z.string().default('') }
const tokenSchema = z.object({
  ...client,
  grant_type: z.string().default(''),
  code: z.string().optional(),
  refresh_token: z.string().optional(),
  redirect_uri: z.string().optional(),
})
const revokeSchema = z.object({ ...client, token: z.string().default(''), token_type_hint: z.string().optional() })
type TokenRequest = z.infer<typeof tokenSchema>
type Grant = { account: Account; nonce: string | null; refreshToken?: string }

/** What servers ask Apple for: tokens for a code, and that a person's tokens end. Both are logged, refused ones too. */
export function createTokenRoutes(parts: IdentityParts): Hono {
  const routes = new Hono()
  routes.post('/token', async (c) => {
    const request = await readForm(c, tokenSchema)
    return logged(parts, 'token', request.client_id, () => giveTokens(c, parts, request))
  })
  routes.post('/revoke', async (c) => {
    const request = await readForm(c, revokeSchema)
    return logged(parts, 'revoke', request.client_id, async () => {
      await checkClientSecret(parts, request.client_id, request.client_secret)
      if (!request.token) throw new IdentityError('invalid_request', 'There is no token.')
      const known = parts.state.refreshTokens.find(({ token }) => token === request.token)
      // Apple answers alike for a token that it took back before, and says nothing about others.
      if (!known) return { email: null, outcome: 'unknown', response: c.body(null, 200) }
      const account = findAccount(parts, known.accountId)
      forgetApp(parts, account)
      return { email: account.email, outcome: 'done', response: c.body(null, 200) }
    })
  })
  return routes
}

type Logged = { email: string | null; outcome: string; response: Response }

async function logged(
  parts: IdentityParts,
  action: 'token' | 'revoke',
  client_id: string,
  work: () => Promise<Logged>,
): Promise<Response> {
  try {
    const { email, outcome, response } = await work()
    recordLog(parts, { action, client_id, email, outcome })
    return response
  } catch (error) {
    if (error instanceof IdentityError) recordLog(parts, { action, client_id, email: null, outcome: error.code })
    throw error
  } finally {
    parts.save()
  }
}

async function giveTokens(c: Context, parts: IdentityParts, request: TokenRequest): Promise<Logged> {
  await checkClientSecret(parts, request.client_id, request.client_secret)
  const { account, nonce, refreshToken } = readGrant(parts, request)
  const access_token = `a${randomBytes(24).toString('hex')}`
  const id_token = await signAppleToken(parts, account, {
    clientId: request.client_id,
    nonce,
    accessToken: access_token,
  })
  const answer = { access_token, token_type: 'Bearer', expires_in: 3600, id_token }
  const response = c.json(refreshToken ? { ...answer, refresh_token: refreshToken } : answer)
  return { email: account.email, outcome: 'done', response }
}

function readGrant(parts: IdentityParts, request: TokenRequest): Grant {
  if (request.grant_type === 'authorization_code') return redeemCode(parts, request)
  if (request.grant_type === 'refresh_token') return readRefreshToken(parts, request)
  throw new IdentityError('unsupported_grant_type', 'Apple knows authorization_code and refresh_token.')
}

function redeemCode(parts: IdentityParts, { code = '', client_id, redirect_uri }: TokenRequest): Grant {
  const grant = parts.codes.take(code)
  if (grant?.provider !== 'apple' || grant.clientId !== client_id)
    throw new IdentityError('invalid_grant', 'The code has expired or has been revoked.')
  if (grant.redirectUri !== null && grant.redirectUri !== redirect_uri)
    throw new IdentityError('invalid_grant', 'The redirect_uri is not the one that the code was asked for with.')
  const account = findAccount(parts, grant.accountId)
  const refreshToken = `r${randomBytes(24).toString('hex')}`
  parts.state.refreshTokens.push({ token: refreshToken, accountId: account.id, clientId: client_id, revokedAt: null })
  return { account, nonce: grant.nonce, refreshToken }
}

function readRefreshToken(parts: IdentityParts, { refresh_token, client_id }: TokenRequest): Grant {
  const known = parts.state.refreshTokens.find(({ token }) => token === refresh_token)
  if (!known || known.revokedAt !== null || known.clientId !== client_id)
    throw new IdentityError('invalid_grant', 'The token has expired or has been revoked.')
  return { account: findAccount(parts, known.accountId), nonce: null }
}
