import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { decodeJwt } from 'jose'
import type {
  DoublePaymentRow,
  EntitlementRow,
  InvoiceRow,
  SubscriptionRow,
} from '../../local/phone/client/data/rows.ts'
import { ANN, BEN, BODY, buildEntitlements, CODE, PLANS, PREVIEWS } from './fake-api-data.ts'

type User = typeof ANN
export type Recorded = { method: string; path: string; body: unknown }

/** Stands where the gateway stands: just enough of Auth, REST and one function for the phone to be used. */
export async function startFakeApi() {
  const users: User[] = [ANN, BEN]
  const unconfirmed: User[] = []
  const entitlements = new Map<string, EntitlementRow[]>()
  const doublePayments = new Map<string, DoublePaymentRow[]>()
  const subscriptions = new Map<string, SubscriptionRow[]>()
  const openInvoices = new Map<string, InvoiceRow[]>()
  const heldByWeb = new Set<string>()
  const owners = new Map<string, string>()
  const recorded: Recorded[] = []
  const failures: { path: string; status: number; body: object }[] = []
  const app = new Hono()

  app.use(cors())
  app.use(async (context, next) => {
    const text = context.req.method === 'POST' ? await context.req.text() : ''
    const path = context.req.path + new URL(context.req.url).search
    recorded.push({ method: context.req.method, path, body: text === '' ? null : JSON.parse(text) })
    const index = failures.findIndex((one) => path.startsWith(one.path))
    const [failure] = index >= 0 ? failures.splice(index, 1) : []
    if (failure) return context.json(failure.body, failure.status as 500)
    await next()
  })

  const bodyOf = <T>(context: Context) => context.req.json() as Promise<T>
  const userOf = (context: Context) =>
    users.find((user) => context.req.header('authorization') === `Bearer access-${user.id}`)
  const rightsOf = (user: User | undefined) => (user && entitlements.get(user.id)) ?? []
  const opens = (user: User | undefined, right: string | null | undefined) =>
    !right ||
    rightsOf(user).some((row) => row.entitlement === right && Date.parse(row.access_ends_at ?? '') > Date.now())

  app.post('/auth/v1/token', async (context) => {
    const { email, password, refresh_token } = await bodyOf<Record<string, string>>(context)
    const user = users.find((one) =>
      refresh_token ? refresh_token === `refresh-${one.id}` : one.email === email && one.password === password,
    )
    if (user) return context.json(toSession(user))
    const code = refresh_token ? 'refresh_token_not_found' : 'invalid_credentials'
    return context.json({ code, message: 'Invalid login credentials' }, 400)
  })
  app.post('/auth/v1/signup', async (context) => {
    const { email = '', password = '' } = await bodyOf<Record<string, string>>(context)
    unconfirmed.push({ id: '0f0f0f0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f', email, password })
    return context.json({ id: '0f0f0f0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f', email })
  })
  app.post('/auth/v1/verify', async (context) => {
    const { email, token } = await bodyOf<Record<string, string>>(context)
    const user = unconfirmed.find((one) => one.email === email)
    if (!user || token !== CODE) return context.json({ code: 'otp_expired', message: 'Token has expired' }, 403)
    users.push(user)
    return context.json(toSession(user))
  })
  app.post('/auth/v1/logout', () => new Response(null, { status: 204 }))

  app.get('/rest/v1/plans', (context) => context.json(PLANS))
  app.get('/rest/v1/lesson_previews', (context) => context.json(PREVIEWS))
  app.get('/rest/v1/entitlements', (context) =>
    userOf(context)
      ? context.json(rightsOf(userOf(context)))
      : context.json({ code: 'PGRST301', message: 'JWT expired' }, 401),
  )
  app.get('/rest/v1/subscriptions', (context) => context.json(subscriptions.get(userOf(context)?.id ?? '') ?? []))
  app.get('/rest/v1/invoices', (context) => context.json(openInvoices.get(userOf(context)?.id ?? '') ?? []))
  app.get('/rest/v1/lessons', (context) => {
    const slug = context.req.query('slug')?.replace('eq.', '')
    const preview = PREVIEWS.find((one) => one.slug === slug)
    return context.json(opens(userOf(context), preview?.required_entitlement) ? [{ slug, body: BODY }] : [])
  })
  const optionFor = (user: User | undefined, planId: string) =>
    toOption(planId, rightsOf(user), user !== undefined && heldByWeb.has(user.id))
  app.post('/rest/v1/rpc/purchase_options', (context) =>
    context.json(PLANS.map((plan) => optionFor(userOf(context), plan.id))),
  )
  app.post('/rest/v1/rpc/begin_app_store_purchase', async (context) => {
    const { plan_id } = await bodyOf<{ plan_id: string }>(context)
    const { allowed, code, message } = optionFor(userOf(context), plan_id)
    return context.json([{ allowed, code, message }])
  })
  app.post('/rest/v1/rpc/end_app_store_purchase', () => new Response(null, { status: 204 }))
  app.post('/rest/v1/rpc/double_payments', (context) =>
    context.json(doublePayments.get(userOf(context)?.id ?? '') ?? []),
  )

  app.post('/functions/v1/app-store-transactions', async (context) => {
    const user = userOf(context)
    const { signed_transaction, signed_renewal_info } = await bodyOf<Record<string, string>>(context)
    if (!user) return context.json({ code: 'unauthenticated', message: 'Please sign in first.' }, 401)
    const transaction = decodeJwt(signed_transaction ?? '') as Record<string, string>
    const owner = owners.get(transaction.originalTransactionId ?? '') ?? transaction.appAccountToken
    if (owner !== user.id) {
      const message = 'This purchase belongs to another account. Sign in with the account that bought it.'
      return context.json({ code: 'belongs_to_another_account', message }, 409)
    }
    owners.set(transaction.originalTransactionId ?? '', user.id)
    const plan = PLANS.find((one) => one.app_store_product_id === transaction.productId)
    const expires_at = new Date(Number(transaction.expiresDate)).toISOString()
    const will_renew = (decodeJwt(signed_renewal_info ?? '') as { autoRenewStatus?: number }).autoRenewStatus === 1
    entitlements.set(user.id, buildEntitlements(plan?.id ?? '', { store: 'app_store', expires_at, will_renew }))
    return context.json({ outcome: 'applied', entitlements: [] })
  })

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    recorded,
    entitlements,
    doublePayments,
    subscriptions,
    openInvoices,
    /** Users who have begun to pay on the web. */
    heldByWeb,
    /** The next request to this path is answered so. */
    failNext: (path: string, status: number, body: object) => void failures.push({ path, status, body }),
    close: () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
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

function toOption(planId: string, rights: EntitlementRow[], isHeldByWeb: boolean) {
  const onWeb = rights.some((row) => row.store === 'stripe')
  const isSame = rights.some((row) => row.plan_id === planId)
  const code = onWeb ? 'subscribed_on_web' : isSame ? 'already_subscribed' : isHeldByWeb ? 'purchase_in_progress' : null
  return { store: 'app_store', plan_id: planId, allowed: code === null, code, message: code && REFUSALS[code] }
}

const REFUSALS = {
  subscribed_on_web: 'You already subscribe on the web. Manage it where you bought it.',
  already_subscribed: 'You already have a subscription.',
  purchase_in_progress: 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.',
}
