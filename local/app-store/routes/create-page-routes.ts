import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import type { z } from 'zod'
import { changeAccount } from '../accounts/change-account.ts'
import { accountOf } from '../app-store.ts'
import { redeemOfferCode } from '../purchases/redeem-offer-code.ts'
import { requestRefund } from '../purchases/request-refund.ts'
import type { CallGate } from '../server-api/call-limits.ts'
import { StoreError } from '../store-error.ts'
import { answerPriceConsent } from '../subscriptions/raise-price.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import type { StoreControl } from './create-control.ts'
import { changeProduct } from './create-manage-routes.ts'
import { type Done, showPage, showResult } from './page-answers.ts'
import * as forms from './page-forms.ts'
import { checkInput } from './read-json.ts'
import { requireSubscription, requireTransaction } from './require-subscription.ts'
import { isPurchaseAction, isSubscriptionAction } from './subscription-actions.ts'

const DAY_SECONDS = 86_400

export type PageParts = StoreKitParts & { control: StoreControl; gate: CallGate }

type Post = (path: string, work: (context: Context) => Promise<Done>) => void

/** The control page and the forms on it. */
export function createPageRoutes(parts: PageParts): Hono {
  const routes = new Hono()
  routes.get('/', (context) => showPage(context, parts, null))
  // A form of some other page in the same browser must not move this clock.
  routes.use('/page/*', csrf())
  const post: Post = (path, work) => {
    routes.post(path, (context) => showResult(context, parts, () => work(context)))
  }
  addStoreForms(post, parts)
  addAccountForms(post, parts)
  addPurchaseForms(post, parts)
  return routes
}

async function read<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  return checkInput(schema, await context.req.parseBody())
}

/** The clock, the catalogue, the notifications and what goes wrong. */
function addStoreForms(post: Post, { control, gate }: PageParts): void {
  post('/page/clock', async (context) => {
    const { days, months } = await read(context, forms.clockForm)
    await control.advance({ seconds: days * DAY_SECONDS, months })
    return { note: 'clock' }
  })
  post('/page/test-notification', async () => {
    await control.sendTestNotification()
    return { note: 'test-notification' }
  })
  post('/page/notifications/:uuid/resend', async (context) => {
    const uuid = context.req.param('uuid') ?? ''
    await control.resend(uuid)
    return { note: 'resend', at: `n${uuid}` }
  })
  post('/page/products/:id', async (context) => {
    const { on_sale } = await read(context, forms.saleForm)
    await control.setOnSale(context.req.param('id') ?? '', on_sale)
    return { note: 'product', at: 'products' }
  })
  post('/page/faults', async (context) => {
    const { fail_status, delay_hours, shuffle_hours, ...rates } = await read(context, forms.faultsForm)
    await control.setFaults({
      ...rates,
      failStatus: fail_status,
      delayHours: delay_hours,
      shuffleHours: shuffle_hours,
    })
    return { note: 'faults', at: 'trouble' }
  })
  post('/page/server-api', async (context) => {
    const form = await read(context, forms.limitsForm)
    gate.limits.refuseNext = form.refuse_next
    gate.limits.retryAfterMs = form.retry_after_ms
    gate.limits.failNext = form.fail_next
    gate.limits.callsPerSecond = form.calls_per_second
    return { note: 'server-api', at: 'trouble' }
  })
}

function addAccountForms(post: Post, parts: PageParts): void {
  const { store, control } = parts
  const change = createChange(parts)
  const toCard = (name: string) => `a${accountOf(store, name).appTransactionId}`

  post('/page/accounts', async (context) => {
    const { account, storefront, asks_to_buy } = await read(context, forms.accountForm)
    change(() => changeAccount(store, account, { storefront, asksToBuy: asks_to_buy }))
    return { note: 'account', at: toCard(account) }
  })
  post('/page/family', async (context) => {
    await control.setFamily(await read(context, forms.familyForm))
    return { note: 'family', at: 'accounts' }
  })
  post('/page/rescind-consent', async (context) => {
    const { account } = await read(context, forms.consentForm)
    await control.rescindConsent(account)
    return { note: 'rescind-consent', at: toCard(account) }
  })
  post('/page/asks', async (context) => {
    const { account, product, answer } = await read(context, forms.askForm)
    await control.answerAsks({ appleAccount: account, productId: product, approve: answer === 'approve' })
    return { note: answer, at: 'asks' }
  })
  post('/page/outside-purchase', async (context) => {
    const { account, product } = await read(context, forms.outsidePurchaseForm)
    await control.buyOutsideTheApp(account, product)
    return { note: 'outside-purchase', at: toCard(account) }
  })
  post('/page/redeem-code', async (context) => {
    const { account, code } = await read(context, forms.codeForm)
    change((now) => redeemOfferCode(store, account, code, now))
    return { note: 'redeem-code', at: toCard(account) }
  })
}

function addPurchaseForms(post: Post, parts: PageParts): void {
  const { store, control } = parts
  const change = createChange(parts)

  post('/page/refund-requests', async (context) => {
    const { transaction: id, reason } = await read(context, forms.refundRequestForm)
    const transaction = requireTransaction(store, id)
    change((now) => requestRefund(store, transaction, reason, now))
    const at = transaction.expiresAt === null ? `p${id}` : `s${transaction.originalTransactionId}`
    return { note: 'refund-request', at }
  })
  post('/page/subscriptions/:id/price-consent', async (context) => {
    const subscription = requireSubscription(store, context.req.param('id') ?? '')
    const { answer } = await read(context, forms.priceConsentForm)
    change((now) => answerPriceConsent(store, subscription, answer, now))
    return { note: 'price-consent', at: `s${subscription.originalTransactionId}` }
  })
  post('/page/subscriptions/:id/change', async (context) => {
    const subscription = requireSubscription(store, context.req.param('id') ?? '')
    const { product } = await read(context, forms.changeForm)
    change((now) => changeProduct(store, subscription, product, now))
    return { note: 'change', at: `s${subscription.originalTransactionId}` }
  })
  post('/page/subscriptions/:id/:action', async (context) => {
    const { id = '', action = '' } = context.req.param()
    if (!isSubscriptionAction(action)) throw noSuchAction()
    await control.act(id, action)
    return { note: action, at: `s${id}` }
  })
  post('/page/purchases/:id/:action', async (context) => {
    const { id = '', action = '' } = context.req.param()
    if (!isPurchaseAction(action)) throw noSuchAction()
    await control.actOnPurchase(id, action)
    return { note: action, at: `p${id}` }
  })
}

function noSuchAction(): StoreError {
  return new StoreError('not_found', 'There is no such action.', 404)
}
