import { Hono } from 'hono'
import { CODE } from './fake-api-data.ts'
import { bodyOf, type FakeServer, type User } from './fake-server-state.ts'

const NEW_USER = '0f0f0f0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f'

export function createFakeAuthRoutes({ users, unconfirmed }: FakeServer): Hono {
  const routes = new Hono()
  routes.post('/token', async (context) => {
    const { email, password, refresh_token } = await bodyOf<Record<string, string>>(context)
    const user = users.find((one) =>
      refresh_token ? refresh_token === `refresh-${one.id}` : one.email === email && one.password === password,
    )
    if (user) return context.json(toSession(user))
    const code = refresh_token ? 'refresh_token_not_found' : 'invalid_credentials'
    return context.json({ code, message: 'Invalid login credentials' }, 400)
  })
  routes.post('/signup', async (context) => {
    const { email = '', password = '' } = await bodyOf<Record<string, string>>(context)
    unconfirmed.push({ id: NEW_USER, email, password })
    return context.json({ id: NEW_USER, email })
  })
  routes.post('/verify', async (context) => {
    const { email, token } = await bodyOf<Record<string, string>>(context)
    const user = unconfirmed.find((one) => one.email === email)
    if (!user || token !== CODE) return context.json({ code: 'otp_expired', message: 'Token has expired' }, 403)
    users.push(user)
    return context.json(toSession(user))
  })
  routes.post('/logout', () => new Response(null, { status: 204 }))
  return routes
}

function toSession(user: User) {
  return {
    access_token: `access-${user.id}`,
    refresh_token: `refresh-${user.id}`,
    token_type: 'bearer',
    expires_in: 3600,
    user: { id: user.id, email: user.email },
  }
}
