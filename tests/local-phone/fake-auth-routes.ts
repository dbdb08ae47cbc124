import { createHash, randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { decodeJwt } from 'jose'
import { CODE } from './fake-api-data.ts'
import { bodyOf, type FakeServer, type User } from './fake-server-state.ts'
import { createFakeUserRoutes } from './fake-user-routes.ts'

type Body = Record<string, string>
type Claims = { sub: string; email: string; nonce: string }

const isHashOf = (hash: string | undefined, text = '', as: 'hex' | 'base64url') =>
  createHash('sha256').update(text).digest(as) === hash

/** Supabase Auth, as far as the phone asks it. */
export function createFakeAuthRoutes(server: FakeServer): Hono {
  const routes = new Hono()
  const sendMail = (kind: string) => async (context: Context) => {
    const { email = '' } = await bodyOf<Body>(context)
    server.mails.push({ to: email, kind })
    return context.json({})
  }
  routes.post(
    '/token',
    (context) => GRANTS[context.req.query('grant_type') ?? '']?.(server, context) ?? context.notFound(),
  )
  routes.post('/signup', async (context) => {
    const { email = '', password = '' } = await bodyOf<Body>(context)
    const id = randomUUID()
    server.unconfirmed.push({ id, email, password })
    return context.json({ id, email })
  })
  routes.post('/otp', sendMail('code'))
  routes.post('/recover', sendMail('recovery'))
  routes.post('/resend', sendMail('confirmation'))
  routes.post('/verify', async (context) => {
    const { email, token } = await bodyOf<Body>(context)
    const isNew = server.unconfirmed.find((one) => one.email === email)
    const user = isNew ?? server.users.find((one) => one.email === email)
    if (!user || token !== CODE) return context.json({ code: 'otp_expired', message: 'Token has expired' }, 403)
    // What was typed before the address was proved does not count.
    if (isNew) server.users.push({ ...user, password: '' })
    return context.json(toSession(server, user))
  })
  routes.post('/logout', () => new Response(null, { status: 204 }))
  // Instead of the provider's page: somebody who is signed in there already.
  routes.get('/authorize', (context) => {
    const { redirect_to = '', code_challenge = '', provider = '' } = context.req.query()
    const back = new URL(redirect_to)
    const code = randomUUID()
    const user = meet(server, provider, { sub: 'browser', email: 'browser@example.com', nonce: '' })
    server.browserCodes.set(code, { userId: user.id, challenge: code_challenge })
    back.searchParams.set('code', code)
    return context.redirect(back.href)
  })
  routes.route('/user', createFakeUserRoutes(server))
  return routes
}

type Grant = (server: FakeServer, context: Context) => Promise<Response>

const GRANTS: Record<string, Grant> = {
  async password(server, context) {
    const { email, password } = await bodyOf<Body>(context)
    const user = server.users.find((one) => one.email === email && one.password === password && password !== '')
    return user ? begin(server, context, user) : refuse(context, 'invalid_credentials', 'Invalid login credentials')
  },
  async refresh_token(server, context) {
    const { refresh_token } = await bodyOf<Body>(context)
    const user = server.users.find((one) => refresh_token === `refresh-${one.id}`)
    return user ? context.json(toSession(server, user)) : refuse(context, 'refresh_token_not_found', 'Gone')
  },
  async pkce(server, context) {
    const { auth_code = '', code_verifier } = await bodyOf<Body>(context)
    const known = server.browserCodes.get(auth_code)
    const user = server.users.find((one) => one.id === known?.userId)
    if (!user || !isHashOf(known?.challenge, code_verifier, 'base64url'))
      return refuse(context, 'bad_code_verifier', 'No match')
    return begin(server, context, user)
  },
  async id_token(server, context) {
    const {
      provider = '',
      id_token = '',
      nonce,
      link_identity,
    } = await bodyOf<Body & { link_identity: boolean }>(context)
    const claims = decodeJwt<Claims>(id_token)
    if (!isHashOf(claims.nonce, nonce, 'hex')) return refuse(context, 'bad_nonce', 'Nonces mismatch')
    if (!link_identity) return begin(server, context, meet(server, provider, claims))
    const user = server.userOf(context)
    const isTaken = server.identities.some((one) => one.provider === provider && one.subject === claims.sub)
    if (isTaken || !user) return context.json({ code: 'identity_already_exists', message: 'Identity is linked' }, 422)
    addIdentity(server, user, provider, claims)
    return context.json(toSession(server, user))
  },
}

/** Who has the identity, or the address of it; somebody new otherwise. */
function meet(server: FakeServer, provider: string, claims: Claims): User {
  const known = server.identities.find((one) => one.provider === provider && one.subject === claims.sub)
  const found = server.users.find((one) => one.id === known?.userId || one.email === claims.email)
  const user = found ?? { id: randomUUID(), email: claims.email, password: '' }
  if (!found) server.users.push(user)
  if (!known) addIdentity(server, user, provider, claims)
  return user
}

function addIdentity({ identities }: FakeServer, { id }: User, provider: string, { sub, email }: Claims): void {
  identities.push({ id: randomUUID(), userId: id, provider, subject: sub, email })
}

function begin(server: FakeServer, context: Context, user: User): Response {
  server.staleUsers.delete(user.id)
  return context.json(toSession(server, user))
}

function refuse(context: Context, code: string, message: string): Response {
  return context.json({ code, message }, 400)
}

function toSession({ staleUsers }: FakeServer, user: User) {
  const timestamp = Math.floor(Date.now() / 1000) - (staleUsers.has(user.id) ? 3600 : 0)
  const claims = Buffer.from(JSON.stringify({ sub: user.id, amr: [{ method: 'password', timestamp }] }))
  return {
    access_token: `head.${claims.toString('base64url')}.access-${user.id}`,
    refresh_token: `refresh-${user.id}`,
    token_type: 'bearer',
    expires_in: 3600,
    user: { id: user.id, email: user.email },
  }
}
