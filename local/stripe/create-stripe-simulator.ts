import { Hono } from 'hono'
import { createApi } from './api/create-api.ts'
import { createFaults } from './api/faults.ts'
import { doDueWork } from './billing/do-due-work.ts'
import { createStripeJsRoute } from './browser/create-stripe-js-route.ts'
import { stockCatalog } from './catalog/stock-catalog.ts'
import { stockPromotion } from './catalog/stock-promotion.ts'
import { createSimulatedClock } from './clock/create-simulated-clock.ts'
import { createActRoutes } from './control/create-act-routes.ts'
import { createControl, type StripeControl } from './control/create-control.ts'
import { createControlRoutes } from './control/create-control-routes.ts'
import { createControlPage } from './control/page/create-control-page.ts'
import { refuseForeignPages } from './control/refuse-foreign-pages.ts'
import { createDeliverer } from './events/create-deliverer.ts'
import { forgetOldEvents } from './events/forget-old-events.ts'
import { createWebhookTrouble } from './events/webhook-trouble.ts'
import { createPages } from './pages/create-pages.ts'
import { openState } from './state/open-state.ts'
import { readNow, type World } from './world.ts'

export type StripeSimulatorOptions = {
  secretKey: string
  publishableKey: string
  webhookSecret: string
  /** Null: events are recorded but sent nowhere. */
  webhookUrl: string | null
  /** Null: nothing outlives the process. */
  stateFile: string | null
  /** Where it is served, for the links to its own pages. Unsaid: where the first request found it. */
  origin?: string
  log?: (line: string) => void
}

export type StripeSimulator = StripeControl & {
  /** `bindings`: what the Node server hands in with a request. */
  fetch: (request: Request, bindings?: object) => Response | Promise<Response>
  close: () => Promise<void>
}

const tickMs = 1000

/** A Stripe account of our own: API, signed webhooks, stripe.js and a clock that moves when told to. */
export async function createStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { state, save, close: closeState } = openState(options.stateFile)
  const clock = createSimulatedClock(state.clockOffsetMs)
  const faults = createFaults()
  const world: World = {
    state,
    clock,
    hasWebhookEndpoint: options.webhookUrl !== null,
    origin: options.origin ?? 'http://localhost',
    faults,
    request: null,
  }
  stockCatalog(state, readNow(world))
  stockPromotion(state, readNow(world))
  const { webhookUrl, webhookSecret, log } = options
  const trouble = createWebhookTrouble()
  const deliverer = createDeliverer(world, { webhookUrl, webhookSecret, trouble, log, onChange: save.soon })

  function keepAndSend(): void {
    forgetOldEvents(world)
    save.now()
    deliverer.wake()
  }
  function catchUp(): void {
    if (doDueWork(world)) keepAndSend()
  }

  const control = createControl({ world, faults, trouble, deliverer, catchUp, keep: save.now, keepAndSend })
  const app = new Hono()
  app.use(refuseForeignPages)
  app.use((c, next) => {
    world.origin = options.origin ?? new URL(c.req.url).origin
    return next()
  })
  app.route('/', createApi({ world, faults, keys: options, beforeRequest: catchUp, afterRequest: keepAndSend, log }))
  app.route('/', createStripeJsRoute())
  app.route('/', createControlRoutes(control))
  app.route('/', createActRoutes(control))
  app.route('/', createControlPage(control))
  app.route('/', createPages(control))

  catchUp()
  deliverer.wake()
  const tick = setInterval(() => {
    catchUp()
    deliverer.wake()
  }, tickMs)
  tick.unref()

  return {
    ...control,
    fetch: (request, bindings) => app.fetch(request, bindings),
    async close() {
      clearInterval(tick)
      await deliverer.close()
      closeState()
    },
  }
}
