import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { StoreError } from '../store-error.ts'
import { appleAccountSchema } from './apple-account.ts'
import type { StoreControl } from './create-control.ts'
import { readJson } from './read-json.ts'
import { isPurchaseAction, isSubscriptionAction } from './subscription-actions.ts'

const TEN_YEARS = 10 * 366 * 86_400

const advanceSchema = z.strictObject({
  advance_seconds: z.number().int().min(0).max(TEN_YEARS).optional(),
  advance_months: z.number().int().min(0).max(120).optional(),
})

const answerSchema = z.strictObject({
  apple_account: appleAccountSchema,
  approve: z.boolean(),
  product_id: z.string().optional(),
})

const familySchema = z.strictObject({
  organizer: appleAccountSchema,
  members: z.array(appleAccountSchema).max(5),
  shares: z.boolean().default(true),
})

const accountSchema = z.strictObject({ apple_account: appleAccountSchema })
const purchaseSchema = z.strictObject({ apple_account: appleAccountSchema, product_id: z.string() })
const saleSchema = z.strictObject({ on_sale: z.boolean() })

const rateOrCount = z.number().min(0).optional()
const faultsSchema = z.strictObject({
  drop: rateOrCount,
  double: rateOrCount,
  fail: rateOrCount,
  fail_status: z.number().int().min(300).max(599).optional(),
  delay_hours: z.number().min(0).max(1000).optional(),
  shuffle_hours: z.number().min(0).max(1000).optional(),
})

/**
 * JSON control for tests and scripts. What concerns the whole store answers with all of it; what concerns one subscription,
 * purchase or Apple Account is asked for thousands of times in a row, and answers with nothing but yes.
 */
export function createControlRoutes(control: StoreControl): Hono {
  const routes = new Hono()

  async function answer(context: Context, work: Promise<void>) {
    await work
    return context.json(control.describe())
  }

  async function answerBriefly(context: Context, work: Promise<void>) {
    await work
    return context.json({ done: true })
  }

  routes.get('/state', (context) => context.json(control.describe()))
  routes.post('/settle', (context) => answer(context, control.settle()))
  routes.post('/test-notification', (context) => answer(context, control.sendTestNotification()))
  routes.post('/clock', async (context) => {
    const { advance_seconds, advance_months } = await readJson(context, advanceSchema)
    return answer(context, control.advance({ seconds: advance_seconds, months: advance_months }))
  })
  routes.post('/subscriptions/:id/:action', (context) => {
    const { id, action } = context.req.param()
    if (!isSubscriptionAction(action)) throw noSuchAction()
    return answerBriefly(context, control.act(id, action))
  })
  routes.post('/purchases/:id/:action', (context) => {
    const { id, action } = context.req.param()
    if (!isPurchaseAction(action)) throw noSuchAction()
    return answerBriefly(context, control.actOnPurchase(id, action))
  })
  routes.post('/accounts/ask-to-buy', async (context) => {
    const { apple_account, approve, product_id } = await readJson(context, answerSchema)
    return answerBriefly(
      context,
      control.answerAsks({ appleAccount: apple_account, approve, productId: product_id ?? null }),
    )
  })
  routes.post('/accounts/family', async (context) =>
    answerBriefly(context, control.setFamily(await readJson(context, familySchema))),
  )
  routes.post('/accounts/rescind-consent', async (context) => {
    const { apple_account } = await readJson(context, accountSchema)
    return answerBriefly(context, control.rescindConsent(apple_account))
  })
  routes.post('/outside-purchase', async (context) => {
    const { apple_account, product_id } = await readJson(context, purchaseSchema)
    return answerBriefly(context, control.buyOutsideTheApp(apple_account, product_id))
  })
  routes.post('/products/:id/sale', async (context) => {
    const { on_sale } = await readJson(context, saleSchema)
    return answer(context, control.setOnSale(context.req.param('id'), on_sale))
  })
  routes.post('/faults', async (context) => answer(context, control.setFaults(await readFaults(context))))
  routes.post('/notifications/:uuid/resend', (context) => answer(context, control.resend(context.req.param('uuid'))))
  return routes
}

async function readFaults(context: Context) {
  const { fail_status, delay_hours, shuffle_hours, ...rates } = await readJson(context, faultsSchema)
  return {
    ...rates,
    ...(fail_status !== undefined && { failStatus: fail_status }),
    ...(delay_hours !== undefined && { delayHours: delay_hours }),
    ...(shuffle_hours !== undefined && { shuffleHours: shuffle_hours }),
  }
}

function noSuchAction(): StoreError {
  return new StoreError('not_found', 'There is no such action.', 404)
}
