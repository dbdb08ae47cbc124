import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { SignIntroductoryOffer } from '../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import { createFakeAccountFunction } from './fake-account-function.ts'
import { createFakeAppStoreTransactions } from './fake-app-store-transactions.ts'
import { createFakeAuthRoutes } from './fake-auth-routes.ts'
import { createFakeRestRoutes } from './fake-rest-routes.ts'
import { createFakeServer } from './fake-server-state.ts'

export type Recorded = { method: string; path: string; body: unknown }

/** Stands where the gateway stands: just enough of Auth, REST and one function for the phone to be used. */
export async function startFakeApi(sign: SignIntroductoryOffer) {
  const fake = createFakeServer()
  const recorded: Recorded[] = []
  const failures: { path: string; status: number; body: object }[] = []
  const app = new Hono({ strict: false })

  app.use(cors())
  app.use(async (context, next) => {
    const text = ['POST', 'PUT'].includes(context.req.method) ? await context.req.text() : ''
    const path = context.req.path + new URL(context.req.url).search
    recorded.push({ method: context.req.method, path, body: text === '' ? null : JSON.parse(text) })
    const index = failures.findIndex((one) => path.startsWith(one.path))
    const [failure] = index >= 0 ? failures.splice(index, 1) : []
    if (failure) return context.json(failure.body, failure.status as 500)
    await next()
  })
  app.route('/auth/v1', createFakeAuthRoutes(fake))
  app.route('/rest/v1', createFakeRestRoutes(fake))
  app.route('/functions/v1/account', createFakeAccountFunction(fake))
  app.route('/functions/v1/app-store-transactions', createFakeAppStoreTransactions(fake, sign))

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return {
    ...fake,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    recorded,
    /** The next request to this path is answered so. */
    failNext: (path: string, status: number, body: object) => void failures.push({ path, status, body }),
    close: () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
