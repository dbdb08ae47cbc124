import { type Context, Hono } from 'hono'
import { BODY, EXTRAS, PLANS, PREVIEWS } from './fake-api-data.ts'
import { bodyOf, type FakeServer, isOpen, type User } from './fake-server-state.ts'

export function createFakeRestRoutes(server: FakeServer): Hono {
  const routes = new Hono()
  const { userOf, rightsOf } = server
  const own = <T>(context: Context, rows: Map<string, T>): T | undefined => rows.get(userOf(context)?.id ?? '')

  routes.get('/plans', (context) => context.json(PLANS))
  routes.get('/extras', (context) => context.json(EXTRAS))
  routes.get('/lesson_previews', (context) => context.json(PREVIEWS))
  routes.get('/entitlements', (context) =>
    userOf(context)
      ? context.json(rightsOf(userOf(context)))
      : context.json({ code: 'PGRST301', message: 'JWT expired' }, 401),
  )
  routes.get('/subscriptions', (context) => context.json(own(context, server.subscriptions) ?? []))
  routes.get('/invoices', (context) => context.json(own(context, server.openInvoices) ?? []))
  routes.get('/refund_consents', (context) => {
    const consented = own(context, server.refundConsents)
    return context.json(consented === undefined ? [] : [{ consented }])
  })
  routes.get('/lessons', (context) => {
    const slug = context.req.query('slug')?.replace('eq.', '')
    const preview = PREVIEWS.find((one) => one.slug === slug)
    const isReadable = isOpen(rightsOf(userOf(context)), preview?.required_entitlement)
    return context.json(isReadable ? [{ slug, body: BODY }] : [])
  })
  routes.route('/rpc', createFakeFunctions(server))
  return routes
}

function createFakeFunctions(server: FakeServer): Hono {
  const routes = new Hono()
  const { userOf, rightsOf } = server

  routes.post('/purchase_options', (context) =>
    context.json(PLANS.map((plan) => toOption(server, userOf(context), plan.id))),
  )
  routes.post('/begin_app_store_purchase', async (context) => {
    const { plan_id } = await bodyOf<{ plan_id: string }>(context)
    const { allowed, code, message } = toOption(server, userOf(context), plan_id)
    return context.json([{ allowed, code, message }])
  })
  routes.post('/begin_app_store_extra', async (context) => {
    const { extra_id } = await bodyOf<{ extra_id: string }>(context)
    const extra = EXTRAS.find((one) => one.id === extra_id)
    const isOwned = extra?.entitlements.every((right) => isOpen(rightsOf(userOf(context)), right))
    const code = isOwned ? 'already_owned' : null
    return context.json([{ allowed: code === null, code, message: code && REFUSALS[code] }])
  })
  routes.post('/sign_in_methods', (context) => context.json(toMethods(server, userOf(context))))
  routes.post('/end_app_store_purchase', () => new Response(null, { status: 204 }))
  routes.post('/double_payments', (context) => context.json(server.doublePayments.get(userOf(context)?.id ?? '') ?? []))
  routes.post('/web_purchase_rule', async (context) => {
    const { storefront } = await bodyOf<{ storefront: string }>(context)
    return context.json(server.webRules.get(storefront) ?? 'nothing')
  })
  routes.post('/set_refund_consent', async (context) => {
    const { consented } = await bodyOf<{ consented: boolean }>(context)
    server.refundConsents.set(userOf(context)?.id ?? '', consented)
    return new Response(null, { status: 204 })
  })
  return routes
}

function toMethods({ identities }: FakeServer, user: User | undefined) {
  const own = identities.filter(({ userId }) => userId === user?.id)
  const byEmail = user?.password ? [{ id: 'by-email', provider: 'email', email: user.email }] : []
  return {
    email: user?.email ?? null,
    is_private_email: user?.email.endsWith('@privaterelay.appleid.com') ?? false,
    has_password: Boolean(user?.password),
    identities: [...byEmail, ...own.map(({ id, provider, email }) => ({ id, provider, email }))],
  }
}

export function toOption({ rightsOf, heldByWeb, hadTrial }: FakeServer, user: User | undefined, planId: string) {
  const rights = rightsOf(user).filter((row) => row.plan_id !== null)
  const onWeb = rights.some((row) => row.store === 'stripe')
  const isSame = rights.some((row) => row.plan_id === planId)
  const isHeld = user !== undefined && heldByWeb.has(user.id)
  const code = onWeb ? 'subscribed_on_web' : isSame ? 'already_subscribed' : isHeld ? 'purchase_in_progress' : null
  return {
    store: 'app_store',
    plan_id: planId,
    allowed: code === null,
    code,
    message: code && REFUSALS[code],
    trial_allowed: code === null && planId === 'premium' && user !== undefined && !hadTrial.has(user.id),
  }
}

const REFUSALS = {
  subscribed_on_web: 'You already subscribe on the web. Manage it where you bought it.',
  already_subscribed: 'You already have a subscription.',
  already_owned: 'You own this already.',
  purchase_in_progress: 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.',
}
