import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { LiteAuthService } from '../../lite-internals.ts'
import { type AuthEnv, type AuthRepair, isAuthCall } from '../auth-repair.ts'
import { AuthFailure, answerFailure } from './auth-failure.ts'
import type { ExternalParts } from './external-parts.ts'
import type { ExternalProvider } from './external-provider.ts'
import { signState } from './oauth-state.ts'
import { requireSignedIn } from './require-signed-in.ts'

// What Auth reads itself; everything else a client adds goes on to the provider.
const ours = [
  'provider',
  'scopes',
  'code_challenge',
  'code_challenge_method',
  'redirect_to',
  'skip_http_redirect',
  'apikey',
]

/** `GET /authorize`, which a browser opens: no key and no token, only the way to the provider's page. */
export function startOAuth(parts: ExternalParts): AuthRepair {
  return async (c, next) => {
    if (c.req.method !== 'GET' || c.req.path !== '/auth/v1/authorize') return next()
    try {
      return c.redirect(await beginFlow(c, parts, null), 302)
    } catch (failure) {
      return answerFailure(c, failure)
    }
  }
}

/** `GET /user/identities/authorize`: the same for a signed-in user who adds a way to sign in. */
export function startLinking(parts: ExternalParts): AuthRepair {
  return async (c, next) => {
    if (!isAuthCall(c, 'GET', '/user/identities/authorize', parts.keys)) return next()
    try {
      const user = await requireSignedIn(c, c.var.authService, parts.keys.jwtSecret)
      if (!parts.allowsManualLinking)
        throw new AuthFailure(404, 'manual_linking_disabled', 'Manual linking is disabled')
      const url = await beginFlow(c, parts, user.id)
      return c.req.query('skip_http_redirect') === 'true' ? c.json({ url }) : c.redirect(url, 302)
    } catch (failure) {
      return answerFailure(c, failure)
    }
  }
}

async function beginFlow(c: Context<AuthEnv>, parts: ExternalParts, linkingUser: string | null): Promise<string> {
  const auth = c.var.authService
  const query = c.req.query()
  const provider = parts.providers.require(query.provider ?? '')
  const flow_state_id = await keepChallenge(auth, provider, query.code_challenge, query.code_challenge_method)
  const referrer = auth.resolveOAuthReferrer(query.redirect_to, c.req.header('referer'))
  const state = await signState(
    { provider: provider.name, referrer, flow_state_id, linking_target_id: linkingUser ?? '' },
    parts.keys.jwtSecret,
  )
  const address = new URL(provider.settings.authorize)
  const extra = Object.entries(query).filter(([name]) => !ours.includes(name))
  const scope = [provider.scope, ...(query.scopes?.split(',') ?? [])].join(' ')
  const asked = {
    ...Object.fromEntries(extra),
    client_id: provider.clientIds[0] ?? '',
    redirect_uri: parts.callbackUrl,
    response_type: 'code',
    scope: provider.name === 'apple' ? provider.scope : scope,
    state,
    ...(provider.name === 'apple' ? { response_mode: 'form_post' } : {}),
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
  return address.href
}

/** The id of what the code will be exchanged against; empty for the old flow, which gives tokens in the address. */
async function keepChallenge(
  auth: LiteAuthService,
  provider: ExternalProvider,
  challenge = '',
  method = '',
): Promise<string> {
  if (Boolean(challenge) !== Boolean(method))
    throw new AuthFailure(400, 'validation_failed', 'PKCE flow requires code_challenge_method and code_challenge')
  if (!challenge) return ''
  if (!/^(s256|plain)$/i.test(method) || !/^[A-Za-z0-9._~-]{43,128}$/.test(challenge))
    throw new AuthFailure(400, 'validation_failed', 'code challenge method or code challenge is not valid')
  const id = randomUUID()
  await auth.repo.createFlowState({
    id,
    auth_code: randomUUID(),
    authentication_method: 'oauth',
    provider_type: provider.name,
    code_challenge: challenge,
    code_challenge_method: method.toLowerCase(),
  })
  return id
}
