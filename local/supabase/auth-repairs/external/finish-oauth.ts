import type { Context } from 'hono'
import type { AuthEnv, AuthRepair } from '../auth-repair.ts'
import { AuthFailure, addFailure, OAuthFailure } from './auth-failure.ts'
import { exchangeCode, type ProviderTokens } from './exchange-code.ts'
import { type ExternalIdentity, toExternalIdentity } from './external-identity.ts'
import type { ExternalParts } from './external-parts.ts'
import { issueSession } from './issue-session.ts'
import { linkIdentity } from './link-identity.ts'
import { type OAuthState, readState } from './oauth-state.ts'
import { signInWithIdentity } from './sign-in-with-identity.ts'
import { requireAudience, verifyIdToken } from './verify-id-token.ts'

/** `/callback`, where a provider sends the browser: in the address (Google), or in a form that is posted (Apple). */
export function finishOAuth(parts: ExternalParts): AuthRepair {
  return async (c, next) => {
    if (c.req.path !== '/auth/v1/callback' || !['GET', 'POST'].includes(c.req.method)) return next()
    const fields = await readFields(c)
    let state: OAuthState
    try {
      state = await readState(fields.state, parts.keys.jwtSecret)
    } catch (failure) {
      return c.redirect(addFailure(parts.siteUrl, failure), 303)
    }
    try {
      return c.redirect(await finishFlow(c, parts, state, fields), 302)
    } catch (failure) {
      if (!(failure instanceof AuthFailure || failure instanceof OAuthFailure)) console.error(failure)
      return c.redirect(addFailure(state.referrer, failure), 302)
    }
  }
}

type Fields = Record<string, string | undefined>

async function readFields(c: Context): Promise<Fields> {
  if (c.req.method === 'GET') return c.req.query()
  const entries = Object.entries(await c.req.parseBody())
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string')) as Fields
}

async function finishFlow(
  c: Context<AuthEnv>,
  parts: ExternalParts,
  state: OAuthState,
  fields: Fields,
): Promise<string> {
  const auth = c.var.authService
  if (fields.error) throw new OAuthFailure(fields.error, fields.error_description ?? '')
  if (!fields.code)
    throw new AuthFailure(400, 'bad_oauth_callback', 'OAuth callback with missing authorization code missing')
  const provider = parts.providers.require(state.provider)
  const tokens = await exchangeCode(provider, fields.code, parts.callbackUrl)
  const claims = await verifyIdToken(provider, tokens.idToken, tokens.accessToken)
  requireAudience(claims, provider.clientIds.slice(0, 1))
  const identity = toExternalIdentity(provider.name, claims, readAppleName(provider.name, fields.user))
  if (!identity.email && !provider.emailOptional)
    throw new AuthFailure(500, 'unexpected_failure', 'Error getting user email from external provider')

  const userId = await place(c, parts, state, identity)
  return state.flow_state_id
    ? giveCode(c, state, userId, tokens)
    : giveSession(await issueSession(auth, userId, provider.name), state.referrer, tokens)
}

async function place(
  c: Context<AuthEnv>,
  parts: ExternalParts,
  state: OAuthState,
  identity: ExternalIdentity,
): Promise<string> {
  const auth = c.var.authService
  if (!state.linking_target_id)
    return signInWithIdentity(auth, identity, parts.providers.require(state.provider), parts.rules)
  if (!(await auth.repo.findUserById(state.linking_target_id)))
    throw new AuthFailure(422, 'user_not_found', 'Linking target user not found')
  await linkIdentity(auth, state.linking_target_id, identity)
  return state.linking_target_id
}

async function giveCode(
  c: Context<AuthEnv>,
  state: OAuthState,
  userId: string,
  tokens: ProviderTokens,
): Promise<string> {
  const { repo } = c.var.authService
  const flow = await repo.findFlowStateById(state.flow_state_id)
  if (!flow) throw new AuthFailure(422, 'flow_state_not_found', 'Flow state not found')
  const isFirst = await repo.claimFlowStateForPkce(flow.id, {
    user_id: userId,
    provider_access_token: tokens.accessToken,
    provider_refresh_token: tokens.refreshToken ?? '',
    auth_code_issued_at: new Date().toISOString(),
  })
  if (!isFirst) throw new AuthFailure(400, 'flow_state_already_used', 'State has already been used')
  const back = new URL(state.referrer)
  back.searchParams.set('code', flow.auth_code ?? '')
  return back.href
}

function giveSession(session: Record<string, unknown>, referrer: string, tokens: ProviderTokens): string {
  const back = new URL(referrer)
  const kept = ['access_token', 'expires_at', 'expires_in', 'refresh_token', 'token_type']
  const words = new URLSearchParams(kept.map((name) => [name, String(session[name])]))
  words.set('provider_token', tokens.accessToken)
  if (tokens.refreshToken) words.set('provider_refresh_token', tokens.refreshToken)
  back.hash = words.toString()
  return back.href
}

/** Apple posts the name beside the code, the first time only; it is not signed, and nothing but a name is taken from it. */
function readAppleName(provider: string, user: string | undefined): string | undefined {
  if (provider !== 'apple' || !user) return undefined
  try {
    const { name } = JSON.parse(user) as { name?: { firstName?: string; lastName?: string } }
    return [name?.firstName, name?.lastName].filter(Boolean).join(' ')
  } catch {
    throw new AuthFailure(500, 'unexpected_failure', 'Error getting user profile from external provider')
  }
}
