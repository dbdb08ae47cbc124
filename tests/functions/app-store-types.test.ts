import { NotificationTypeV2, Subtype } from '@apple/app-store-server-library'
import { describe, expect, it } from 'vitest'
import { toStatusFromAppStore } from '../../supabase/functions/_shared/domain/app-store-status.ts'
import { createUser } from '../support/act-as.ts'
import { buyingCases } from '../support/app-store/buying-cases.ts'
import type { Notice } from '../support/app-store/create-app-store-calls.ts'
import { createSubscriber, products } from '../support/app-store/create-subscriber.ts'
import { endingCases } from '../support/app-store/ending-cases.ts'
import { bought, type NotificationCase, type Rights } from '../support/app-store/notification-case.ts'
import { quietCases } from '../support/app-store/quiet-cases.ts'
import { readRights, readTasks } from '../support/app-store/read-app-store.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'
import { bundleId } from '../support/apple/build-payloads.ts'

const appStore = setUpAppStore()
const purchaseCases = [...buyingCases, ...endingCases]
const rightsOf: Record<Rights, string[]> = { none: [], standard: ['standard'], premium: ['premium', 'standard'] }
const statusNumbers = Object.fromEntries([1, 2, 3, 4, 5].map((status) => [toStatusFromAppStore(status), status]))

async function readRow(originalTransactionId: string) {
  const [row] = await appStore().sql`
    select status, plan_id, expires_at, grace_period_ends_at, will_renew, next_plan_id, period_type, price, currency,
      ownership, offer_type, price_consent, renewal_price, user_id
    from public.subscriptions where store_subscription_id = ${originalTransactionId}`
  return (
    row &&
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.getTime() : value]),
    )
  )
}

async function readInbox(type: string, subtype: string | undefined) {
  const [row] = await appStore().sql`
    select state, outcome from billing.webhook_events
    where event_type = ${type} and event_subtype is not distinct from ${subtype ?? null}
    order by received_at desc limit 1`
  return row
}

async function readNewestFacts(originalTransactionId: string) {
  const [row] = await appStore().sql`
    select
      (select max(signed_at) from billing.app_store_transactions where original_transaction_id = ${originalTransactionId}) as transaction,
      (select signed_at from billing.app_store_renewals where original_transaction_id = ${originalTransactionId}) as renewal`
  return { transaction: row?.transaction.getTime(), renewal: row?.renewal.getTime() }
}

function signedDatesOf({ transaction, renewal }: Omit<Notice, 'type'>) {
  const signedDateOf = (payload: object = {}) => (payload as { signedDate?: number }).signedDate
  return { transaction: signedDateOf(transaction), renewal: signedDateOf(renewal) }
}

async function readPurchase(originalTransactionId: string) {
  const [row] = await appStore().sql`
    select * from public.app_store_purchases where original_transaction_id = ${originalTransactionId}`
  return row
}

/** Sends it as Apple does. */
async function tell(notice: Notice) {
  return appStore().notify(await appStore().signNotice(notice))
}

async function rescind(appTransactionId: string) {
  const app = { bundleId, receiptType: 'Sandbox', receiptCreationDate: Date.now(), signedDate: Date.now() }
  const signedAppTransactionInfo = await appStore().sign({ ...app, appTransactionId })
  return {
    type: 'RESCIND_CONSENT',
    envelope: { appData: { bundleId, environment: 'Sandbox', signedAppTransactionInfo } },
  }
}

const named = (cases: NotificationCase[]) =>
  cases.map(
    (each) => [[each.type, each.subtype, each.when && `(${each.when})`].filter(Boolean).join(' '), each] as const,
  )

describe('a notification about a subscription', () => {
  it.each(named(purchaseCases))('%s', async (_name, { type, subtype, before = bought, parts, leads, rights }) => {
    const store = appStore()
    const userId = await createUser(store.sql)
    const subscriber = createSubscriber(userId)
    for (const earlier of before(subscriber)) await tell({ type: 'SUBSCRIBED', ...earlier })
    const earlierRow = await readRow(subscriber.originalTransactionId)
    const wanted = leads === 'unchanged' ? (earlierRow ?? {}) : leads(subscriber)
    const notice = parts(subscriber)
    const data = { status: statusNumbers[String(wanted.status)], ...notice.data }
    expect(await tell({ type, subtype, ...notice, data })).toEqual([200, { outcome: 'applied' }])

    expect(await readRow(subscriber.originalTransactionId)).toMatchObject({ user_id: userId, ...wanted })
    expect(await readRights(appStore().sql, userId)).toEqual(rightsOf[rights])
    expect(await readInbox(type, subtype)).toEqual({ state: 'processed', outcome: 'applied' })
    // The facts in it are kept as they were signed, whatever became of the row.
    expect(await readNewestFacts(subscriber.originalTransactionId)).toEqual(signedDatesOf(notice))
    // Apple's status agrees with ours, so nobody has to be asked.
    expect(await readTasks(appStore().sql, subscriber.originalTransactionId)).toEqual([])
  })

  it.each(named(quietCases))('changes nothing: %s', async (_name, { type, subtype, parts }) => {
    const store = appStore()
    const userId = await createUser(store.sql)
    const subscriber = createSubscriber(userId)
    for (const earlier of bought(subscriber)) await tell({ type: 'SUBSCRIBED', ...earlier })
    const earlierRow = await readRow(subscriber.originalTransactionId)
    const notice = parts(subscriber)
    const outcome = notice.transaction ? 'applied' : 'recorded'
    expect(await tell({ type, subtype, ...notice })).toEqual([200, { outcome }])

    expect(earlierRow).toMatchObject({ status: 'active', plan_id: 'premium' })
    expect(await readRow(subscriber.originalTransactionId)).toEqual(earlierRow)
    expect(await readRights(appStore().sql, userId)).toEqual(rightsOf.premium)
    expect(await readInbox(type, subtype)).toEqual({ state: 'processed', outcome })
  })
})

describe('a notification about a one-time purchase', () => {
  const oneTime = { expiresDate: undefined, subscriptionGroupIdentifier: undefined, productId: products.workshop }

  it('ONE_TIME_CHARGE of a non-consumable gives its right for good, REFUND takes it, REFUND_REVERSED gives it back', async () => {
    const userId = await createUser(appStore().sql)
    const buyer = createSubscriber(userId)
    const purchase = (overrides: object = {}) =>
      buyer.transaction({ ...oneTime, type: 'Non-Consumable', price: 29_000, ...overrides })
    expect(await tell({ type: 'ONE_TIME_CHARGE', transaction: purchase() })).toEqual([200, { outcome: 'applied' }])
    expect(await readPurchase(buyer.originalTransactionId)).toMatchObject({
      user_id: userId,
      extra_id: 'workshop',
      price: 2900,
      currency: 'sgd',
      revoked_at: null,
    })
    expect(await readRights(appStore().sql, userId)).toEqual(['workshop'])
    const refund = { revocationDate: buyer.now - 1000, revocationReason: 1 }
    await tell({ type: 'REFUND', transaction: purchase(refund) })
    expect(await readRights(appStore().sql, userId)).toEqual([])
    await tell({ type: 'REFUND_REVERSED', transaction: purchase() })
    expect(await readRights(appStore().sql, userId)).toEqual(['workshop'])
  })

  it.each(['Consumable', 'Non-Renewing Subscription', 'Rental'])(
    'ONE_TIME_CHARGE of another kind is recorded and gives nothing: %s',
    async (type) => {
      const userId = await createUser(appStore().sql)
      const buyer = createSubscriber(userId)
      const transaction = buyer.transaction({ ...oneTime, type, quantity: 3 })
      expect(await tell({ type: 'ONE_TIME_CHARGE', transaction })).toEqual([200, { outcome: 'recorded' }])
      expect(await readRights(appStore().sql, userId)).toEqual([])
      const [row] = await appStore().sql`
        select fact from billing.app_store_transactions where transaction_id = ${buyer.originalTransactionId}`
      expect(row?.fact).toMatchObject({ type, quantity: 3 })
    },
  )
})

describe('a notification that a parent withdrew the consent (RESCIND_CONSENT)', () => {
  it('ends what the Apple Account has bought, and nothing that it buys later', async () => {
    const store = appStore()
    const userId = await createUser(store.sql)
    const child = createSubscriber(userId)
    await tell({ type: 'SUBSCRIBED', ...bought(child)[0] })
    expect(await readRights(appStore().sql, userId)).toEqual(rightsOf.premium)

    expect(await tell(await rescind(child.appTransactionId))).toEqual([200, { outcome: 'applied' }])
    expect(await readRow(child.originalTransactionId)).toMatchObject({ status: 'expired', will_renew: false })
    expect(await readRights(appStore().sql, userId)).toEqual([])

    const again = createSubscriber(userId)
    const later = { appTransactionId: child.appTransactionId, purchaseDate: Date.now() + 5000 }
    await tell({ type: 'SUBSCRIBED', transaction: again.transaction(later), renewal: again.renewal(later) })
    expect(await readRights(appStore().sql, userId)).toEqual(rightsOf.premium)
  })

  it('is refused when its app transaction is forged, and recorded without one', async () => {
    const notice = await rescind('anybody')
    const [, payload] = notice.envelope.appData.signedAppTransactionInfo.split('.')
    const forged = `e30.${payload}.x`
    const appData = { ...notice.envelope.appData, signedAppTransactionInfo: forged }
    expect((await tell({ ...notice, envelope: { appData } }))[0]).toBe(400)
    const bare = { ...appData, signedAppTransactionInfo: undefined }
    expect(await tell({ ...notice, envelope: { appData: bare } })).toEqual([200, { outcome: 'recorded' }])
  })
})

it('every type and subtype of Apple’s list is in these tables', () => {
  const cases = [...purchaseCases, ...quietCases]
  const types = new Set([...cases.map(({ type }) => type), 'ONE_TIME_CHARGE', 'RESCIND_CONSENT'])
  const subtypes = new Set(cases.map(({ subtype }) => subtype))
  expect(Object.values(NotificationTypeV2).filter((type) => !types.has(type))).toEqual([])
  expect(Object.values(Subtype).filter((subtype) => !subtypes.has(subtype))).toEqual([])
})
