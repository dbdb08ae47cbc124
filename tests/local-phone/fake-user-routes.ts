import { Hono } from 'hono'
import { bodyOf, type FakeServer } from './fake-server-state.ts'

type Change = { password?: string; email?: string; data?: Record<string, string> }

/** Auth's `/user`: who somebody is, and what they change of it. */
export function createFakeUserRoutes(server: FakeServer): Hono {
  const routes = new Hono()
  routes.get('/', (context) => {
    const user = server.userOf(context)
    if (!user) return context.json({ code: 'session_not_found', message: 'Session not found' }, 403)
    return context.json({ id: user.id, email: user.email, user_metadata: user.name ? { display_name: user.name } : {} })
  })
  routes.put('/', async (context) => {
    const user = server.userOf(context)
    if (!user) return context.json({ code: 'session_not_found', message: 'Session not found' }, 403)
    const { password, email, data } = await bodyOf<Change>(context)
    if (password !== undefined) user.password = password
    if (email) server.mails.push({ to: email, kind: 'email_change' }, { to: user.email, kind: 'email_change' })
    user.name = data?.display_name ?? data?.full_name ?? user.name
    return context.json({ id: user.id, email: user.email })
  })
  routes.delete('/identities/:id', (context) => {
    const index = server.identities.findIndex(({ id }) => id === context.req.param('id'))
    server.identities.splice(index, 1)
    return context.json({})
  })
  return routes
}
