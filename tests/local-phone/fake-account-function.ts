import { type Context, Hono } from 'hono'
import { bodyOf, type FakeServer, type User } from './fake-server-state.ts'

/** The function `account` without its work: what it answers. */
export function createFakeAccountFunction(server: FakeServer): Hono {
  const routes = new Hono()
  const fresh = (work: (user: User, context: Context) => Response | Promise<Response>) => (context: Context) => {
    const user = server.userOf(context)
    if (!user) return context.json({ code: 'unauthenticated', message: 'Please sign in first.' }, 401)
    if (server.staleUsers.has(user.id))
      return context.json({ code: 'fresh_sign_in_required', message: 'Please sign in again first.' }, 403)
    return work(user, context)
  }
  routes.post('/apple-token', (context) => context.json({ kept: true }))
  routes.post('/export', (context) => context.json({ account: { email: server.userOf(context)?.email } }))
  routes.post(
    '/release-purchase',
    fresh((user, context) => {
      if ((server.subscriptions.get(user.id) ?? []).length === 0) {
        const message = 'This account has no App Store purchase that could be moved.'
        return context.json({ code: 'nothing_to_move', message }, 409)
      }
      server.moveCodes.set('ABCD-EFGH', user.id)
      return context.json({ code: 'ABCD-EFGH', expires_at: new Date(Date.now() + 600_000).toISOString() })
    }),
  )
  routes.post('/claim-purchase', async (context) => {
    const { code } = await bodyOf<{ code: string }>(context)
    const from = server.moveCodes.get(code)
    const to = server.userOf(context)?.id
    if (!from || !to) {
      const message = 'This code is not right, or it has ended. Ask for a new one.'
      return context.json({ code: 'move_code_invalid', message }, 422)
    }
    server.entitlements.set(to, server.entitlements.get(from) ?? [])
    server.entitlements.delete(from)
    return context.json({ moved: 1 })
  })
  routes.post(
    '/delete',
    fresh((user, context) => {
      const has_app_store_subscription = (server.subscriptions.get(user.id) ?? []).length > 0
      server.users.splice(server.users.indexOf(user), 1)
      return context.json({ deleted: true, has_app_store_subscription })
    }),
  )
  return routes
}
