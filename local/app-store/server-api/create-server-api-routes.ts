import { type Context, Hono } from 'hono'
import { storeNow } from '../app-store.ts'
import type { Change } from '../routes/create-change.ts'
import { applyDueEvents } from '../subscriptions/apply-due-events.ts'
import { acceptAppAccountToken } from './accept-app-account-token.ts'
import { acceptConsumption } from './accept-consumption.ts'
import { RateLimitError } from './call-limits.ts'
import { createTokenCheck } from './check-api-token.ts'
import { extendForAll, type MassExtensions, readMassExtension } from './extend-for-all.ts'
import { extendRenewalDate } from './extend-renewal-date.ts'
import { requireCustomer, requireTransaction } from './find-customer.ts'
import { readNotificationRequest, readTransactionQuery } from './history-request-schema.ts'
import { earliestStartDate, listNotifications } from './list-notifications.ts'
import { listStatuses } from './list-statuses.ts'
import { listRefunds, listTransactions } from './list-transactions.ts'
import { ServerApiError } from './server-api-error.ts'
import type { ServerApiParts } from './server-api-parts.ts'
import { signAppTransactionInfo, signTransactionInfo } from './sign-info.ts'
import { readTestNotification, requestTestNotification } from './test-notification.ts'

/** The App Store Server API, at Apple's paths below /inApps: https://developer.apple.com/documentation/appstoreserverapi */
export function createServerApiRoutes(parts: ServerApiParts, change: Change): Hono {
  const { store } = parts
  const isAuthorized = createTokenCheck(store.serverApi, store.bundleId)
  const routes = new Hono()

  routes.use(async (context, next) => {
    // Nothing is said about what is wrong with a token, as at Apple.
    if (!(await isAuthorized(context.req.header('authorization')))) return context.body(null, 401)
    parts.gate.pass()
    catchUp(parts)
    return next()
  })
  addReadingRoutes(routes, parts)
  addNotificationRoutes(routes, parts, change)
  addWritingRoutes(routes, parts, change)
  routes.notFound((context) => context.body(null, 404))
  routes.onError((error, context) => {
    if (!(error instanceof ServerApiError)) throw error
    if (error instanceof RateLimitError) context.header('retry-after', String(error.retryAt))
    return context.json(error.body, error.status)
  })
  return routes
}

function addReadingRoutes(routes: Hono, parts: ServerApiParts): void {
  const { store } = parts
  routes.get('/v1/subscriptions/:id', async (context) =>
    context.json(await listStatuses(parts, context.req.param('id'), context.req.queries('status') ?? [])),
  )
  // The first version differs in consumables only, which this store does not sell.
  routes.on('GET', ['/v1/history/:id', '/v2/history/:id'], async (context) => {
    const { revision, ...queries } = context.req.queries()
    const query = readTransactionQuery(queries)
    return context.json(await listTransactions(parts, context.req.param('id') ?? '', query, revision?.[0]))
  })
  routes.get('/v2/refund/lookup/:id', async (context) =>
    context.json(await listRefunds(parts, context.req.param('id'), context.req.query('revision'))),
  )
  routes.get('/v1/transactions/appTransactions/:id', async (context) => {
    const customer = requireCustomer(store, context.req.param('id'))
    return context.json({ signedAppTransactionInfo: await signAppTransactionInfo(parts, customer) })
  })
  routes.get('/v1/transactions/:id', async (context) => {
    const transaction = requireTransaction(store, context.req.param('id'))
    return context.json({ signedTransactionInfo: await signTransactionInfo(parts, transaction) })
  })
  // No receipt with an order number is ever sent here; in the sandbox Apple has no such call at all.
  routes.get('/v1/lookup/:orderId', (context) =>
    store.environment === 'Production' ? context.json({ status: 1 }) : context.body(null, 404),
  )
}

function addNotificationRoutes(routes: Hono, parts: ServerApiParts, change: Change): void {
  const { store } = parts
  routes.post('/v1/notifications/history', async (context) => {
    const request = readNotificationRequest(await readBody(context), earliestStartDate(store))
    return context.json(await listNotifications(parts, request, context.req.query('paginationToken')))
  })
  routes.post('/v1/notifications/test', (context) =>
    context.json({ testNotificationToken: change((now) => requestTestNotification(parts, now)) }),
  )
  routes.get('/v1/notifications/test/:token', async (context) =>
    context.json(await readTestNotification(parts, context.req.param('token'))),
  )
}

function addWritingRoutes(routes: Hono, { store }: ServerApiParts, change: Change): void {
  routes.put('/v1/transactions/:id/appAccountToken', async (context) => {
    const body = await readBody(context)
    change((now) => acceptAppAccountToken(store, context.req.param('id'), body, now))
    return context.body(null, 200)
  })
  routes.put('/v2/transactions/consumption/:id', async (context) => {
    const body = await readBody(context)
    change((now) => acceptConsumption(store, context.req.param('id'), body, now))
    return context.body(null, 202)
  })
  const massExtensions: MassExtensions = new Map()
  routes.post('/v1/subscriptions/extend/mass', async (context) => {
    const body = await readBody(context)
    return context.json(change((now) => extendForAll(store, massExtensions, body, now)))
  })
  routes.get('/v1/subscriptions/extend/mass/:productId/:requestIdentifier', (context) => {
    const { productId, requestIdentifier } = context.req.param()
    return context.json(readMassExtension(massExtensions, productId, requestIdentifier))
  })
  routes.put('/v1/subscriptions/extend/:id', async (context) => {
    const body = await readBody(context)
    return context.json(change((now) => extendRenewalDate(store, context.req.param('id'), body, now)))
  })
  routes.post('/v1/transactions/:id/finish', (context) => {
    change(() => {
      requireTransaction(store, context.req.param('id')).isFinished = true
    })
    return context.body(null, 200)
  })
}

/** Answers are about the store as of now; to read alone is no reason to write the state file. */
function catchUp({ store, save, background }: ServerApiParts): void {
  if (applyDueEvents(store, storeNow(store)) === 0) return
  save()
  background()
}

async function readBody(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    throw new ServerApiError('GeneralBadRequest')
  }
}
