import { Hono } from 'hono'
import { z } from 'zod'
import { changeAccount } from '../accounts/change-account.ts'
import { familyOf } from '../accounts/family.ts'
import { toAppTransactionPayload } from '../accounts/to-app-transaction-payload.ts'
import { type AppStore, accountOf, nextSignedDate } from '../app-store.ts'
import { asksOf } from '../purchases/ask-to-buy.ts'
import { requestRefund } from '../purchases/request-refund.ts'
import { StoreError } from '../store-error.ts'
import { appleAccountSchema, readAppleAccount } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { readJson } from './read-json.ts'
import { requireTransaction } from './require-subscription.ts'

const accountChangesSchema = z.strictObject({ storefront: z.string().optional(), asks_to_buy: z.boolean().optional() })

export const REFUND_REASONS = [
  'UNINTENDED_PURCHASE',
  'FULFILLMENT_ISSUE',
  'UNSATISFIED_WITH_PURCHASE',
  'LEGAL',
  'OTHER',
] as const

const refundSchema = z.strictObject({
  apple_account: appleAccountSchema,
  transaction_id: z.string(),
  reason: z.enum(REFUND_REASONS).default('OTHER'),
})

/** What belongs to the Apple Account of the device: `AppTransaction.shared`, settings, and `beginRefundRequest`. */
export function createAccountRoutes(parts: StoreKitParts): Hono {
  const { store, sign } = parts
  const change = createChange(parts)
  const routes = new Hono()

  routes.get('/app-transaction', async (context) => {
    const name = readAppleAccount(context)
    const payload = change((now) => toAppTransactionPayload(store, accountOf(store, name), nextSignedDate(store, now)))
    return context.json({ app_transaction_id: payload.appTransactionId, app_transaction: await sign(payload) })
  })

  routes.get('/account', (context) => {
    const name = readAppleAccount(context)
    return context.json(change(() => describeDeviceAccount(store, name)))
  })

  routes.put('/account', async (context) => {
    const name = readAppleAccount(context)
    const { storefront, asks_to_buy } = await readJson(context, accountChangesSchema)
    change(() => changeAccount(store, name, { storefront, asksToBuy: asks_to_buy }))
    return context.json(describeDeviceAccount(store, name))
  })

  routes.post('/refund-request', async (context) => {
    const { apple_account, transaction_id, reason } = await readJson(context, refundSchema)
    change((now) => {
      const transaction = requireTransaction(store, transaction_id)
      if (transaction.appleAccount !== apple_account) {
        throw new StoreError('transaction_not_found', 'There is no such transaction.', 404)
      }
      requestRefund(store, transaction, reason, now)
    })
    return context.json({ requested: true })
  })

  return routes
}

function describeDeviceAccount(store: AppStore, name: string) {
  const { storefront, asksToBuy, appTransactionId } = accountOf(store, name)
  return {
    apple_account: name,
    app_transaction_id: appTransactionId,
    storefront,
    asks_to_buy: asksToBuy,
    family_organizer: familyOf(store, name)?.organizer ?? null,
    pending: asksOf(store, name).map(({ productId, askedAt }) => ({
      product_id: productId,
      asked_at: new Date(askedAt).toISOString(),
    })),
  }
}
