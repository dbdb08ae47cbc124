import type { Context } from 'hono'
import { z } from 'zod'
import { type AuthEnv, type AuthRepair, isAuthCall, peekBody } from '../auth-repair.ts'
import { answerFailure, OAuthFailure } from './auth-failure.ts'
import { toExternalIdentity } from './external-identity.ts'
import type { ExternalParts } from './external-parts.ts'
import { issueSession } from './issue-session.ts'
import { linkIdentity } from './link-identity.ts'
import { requireSignedIn } from './require-signed-in.ts'
import { signInWithIdentity } from './sign-in-with-identity.ts'
import { requireAudience, requireNonce, verifyIdToken } from './verify-id-token.ts'

const text = z.string().catch('')
const bodySchema = z.object({
  provider: text,
  id_token: text,
  access_token: text,
  nonce: text,
  link_identity: z.boolean().catch(false),
})

/** `POST /token?grant_type=id_token`: what the sheet of a phone gave the app. Also links, for who is signed in. */
export function grantByIdToken(parts: ExternalParts): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'POST', '/token', parts.keys) || c.req.query('grant_type') !== 'id_token') return next()
    try {
      return c.json(await grant(c, parts))
    } catch (failure) {
      return answerFailure(c, failure)
    }
  }
}

async function grant(c: Context<AuthEnv>, parts: ExternalParts): Promise<Record<string, unknown>> {
  const auth = c.var.authService
  const body = bodySchema.parse(await peekBody(c))
  if (!body.id_token) throw new OAuthFailure('invalid request', 'id_token required')
  if (!body.provider) throw new OAuthFailure('invalid request', 'provider or client_id and issuer required')
  const linkingUser = body.link_identity ? await requireLinkingUser(c, parts) : null

  const provider = parts.providers.requireForToken(body.provider)
  const claims = await verifyIdToken(provider, body.id_token, body.access_token)
  requireAudience(claims, provider.clientIds)
  if (!provider.skipsNonce) requireNonce(claims, body.nonce)
  const identity = toExternalIdentity(provider.name, claims)
  if (linkingUser) await linkIdentity(auth, linkingUser, identity)
  const userId = linkingUser ?? (await signInWithIdentity(auth, identity, provider, parts.rules))
  return issueSession(auth, userId, provider.name)
}

async function requireLinkingUser(c: Context<AuthEnv>, parts: ExternalParts): Promise<string> {
  if (!c.req.header('authorization'))
    throw new OAuthFailure('invalid request', 'Linking requires a valid user access token in Authorization')
  return (await requireSignedIn(c, c.var.authService, parts.keys.jwtSecret)).id
}
