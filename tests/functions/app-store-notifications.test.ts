import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'
import { post } from '../support/apple/app-store-requests.ts'
import { buildCertificateChain } from '../support/apple/build-certificate-chain.ts'
import { buildNotification, buildRenewal, buildTransaction, bundleId } from '../support/apple/build-payloads.ts'
import { signNotification } from '../support/apple/sign-notification.ts'
import { replacePart, signPayload } from '../support/apple/sign-payload.ts'
import { readEntitlements } from '../support/records.ts'

const farAhead = Date.UTC(2050, 0, 1)
const appStore = setUpAppStore()

const notify = (jws: unknown) => appStore().notify(jws)
const refusal = (code: string) => [400, expect.objectContaining({ code })]
const countEvents = async () => Number((await appStore().sql`select count(*) from billing.webhook_events`)[0]?.count)

/** A purchase that lasts for decades, of the user that the app named. */
function buildPurchase(userId: string) {
  const originalTransactionId = randomUUID()
  const ids = { originalTransactionId, appAccountToken: userId.toUpperCase() }
  return {
    transaction: buildTransaction({ ...ids, transactionId: randomUUID(), expiresDate: farAhead }),
    renewal: buildRenewal({ ...ids, renewalDate: farAhead }),
  }
}

describe('a notification of the App Store', () => {
  it('makes a subscriber of the user whom the app named', async () => {
    const userId = await createUser(appStore().sql)
    expect(await notify(await signNotification(appStore().chain, buildPurchase(userId)))).toEqual([
      200,
      { outcome: 'applied' },
    ])
    expect(await readEntitlements(appStore().sql, userId)).toMatchObject([
      { entitlement: 'premium', store: 'app_store', status: 'active', will_renew: true },
      { entitlement: 'standard' },
    ])
  })

  it('counts once, however often it comes', async () => {
    const jws = await signNotification(appStore().chain, buildPurchase(await createUser(appStore().sql)))
    expect(await notify(jws)).toEqual([200, { outcome: 'applied' }])
    expect(await notify(jws)).toEqual([200, { outcome: 'duplicate' }])
  })

  it('is kept decoded, so that people can read it and nobody can post what is in it', async () => {
    const purchase = buildPurchase(await createUser(appStore().sql))
    const envelope = { notificationUUID: randomUUID(), subtype: 'BILLING_RECOVERY' }
    await notify(await signNotification(appStore().chain, { ...purchase, envelope }))
    const [row] = await appStore().sql`
      select event_type, event_subtype, environment, payload from billing.webhook_events
      where event_id = ${envelope.notificationUUID}`
    expect(row).toMatchObject({ event_type: 'DID_RENEW', event_subtype: 'BILLING_RECOVERY', environment: 'sandbox' })
    expect(row?.payload.data.signedTransactionInfo).toEqual(purchase.transaction)
    expect(row?.payload.data.signedRenewalInfo).toEqual(purchase.renewal)
  })

  it.each([
    ['a test', { notificationType: 'TEST' }],
    ['a type that nobody knows', { notificationType: 'PLAN_TELEPORTED', subtype: 'TO_MARS' }],
    ['a summary', { data: undefined, summary: { bundleId, environment: 'Sandbox', succeededCount: 5 } }],
    ['a withdrawn consent', { data: undefined, appData: { bundleId, environment: 'Sandbox' } }],
    ['a purchase token', { data: undefined, externalPurchaseToken: { bundleId, externalPurchaseId: 'SANDBOX_1' } }],
  ])('without a purchase is recorded and acknowledged: %s', async (_name, overrides) => {
    const notification = buildNotification(overrides)
    expect(await notify(await signPayload(notification, appStore().chain))).toEqual([200, { outcome: 'recorded' }])
    const [row] = await appStore().sql`
      select state, payload from billing.webhook_events where event_id = ${notification.notificationUUID}`
    expect(row).toEqual({ state: 'processed', payload: JSON.parse(JSON.stringify(notification)) })
  })

  it('of a type that nobody knows still brings its facts', async () => {
    const userId = await createUser(appStore().sql)
    const envelope = { notificationType: 'PLAN_TELEPORTED' }
    const jws = await signNotification(appStore().chain, { ...buildPurchase(userId), envelope })
    expect(await notify(jws)).toEqual([200, { outcome: 'applied' }])
    expect(await readEntitlements(appStore().sql, userId)).toHaveLength(2)
  })
})

describe('a notification that is not what it says', () => {
  it('is refused and leaves nothing behind', async () => {
    const before = await countEvents()
    const forger = await buildCertificateChain()
    const forged = await signPayload(buildTransaction(), forger)
    const genuine = await signNotification(appStore().chain)
    const jwses = [
      await signNotification(forger),
      await signNotification(appStore().chain, { data: { signedTransactionInfo: forged } }),
      await signNotification(appStore().chain, { transaction: buildTransaction({ bundleId: 'com.example.other' }) }),
      replacePart(genuine, 'payload', buildNotification()),
      'not a JWS',
    ]
    for (const jws of jwses) expect(await notify(jws)).toEqual(refusal('invalid_signature'))
    expect(await countEvents()).toBe(before)
  })

  it('says why in the log and not in the answer', async () => {
    const [, body] = await notify(await signNotification(await buildCertificateChain()))
    expect(body).toEqual({ code: 'invalid_signature', message: 'The signature does not match.' })
    expect(appStore().logLines.join()).toContain('invalid_chain')
  })

  it.each([
    ['no JSON', 'signedPayload=abc'],
    ['no signedPayload', '{}'],
    ['a signedPayload that is no text', '{"signedPayload":{}}'],
  ])('is refused as a request: %s', async (_name, body) => {
    const response = await appStore().functions.notify(post('/app-store-notifications', body))
    expect([response.status, (await response.json()).code]).toEqual([400, 'invalid_request'])
  })

  it('is not asked for by GET', async () => {
    const response = await appStore().functions.notify(new Request('http://functions.test/app-store-notifications'))
    expect(response.status).toBe(405)
  })
})

describe('a notification that we cannot take now', () => {
  it('is answered 500 when the database is away, so that Apple sends it again', async () => {
    const jws = await signNotification(appStore().chain)
    appStore().database.failNext('billing.record_app_store_notification')
    expect(await notify(jws)).toEqual([500, expect.objectContaining({ code: 'internal' })])
    expect(appStore().logLines.join()).toContain('The process died here')
    expect(appStore().logLines.join()).not.toContain(jws.slice(0, 40))
  })

  it('is answered 500 and changes nothing when a field has another shape', async () => {
    const before = await countEvents()
    const jws = await signNotification(appStore().chain, {
      transaction: buildTransaction({ purchaseDate: '2026-11-21' }),
    })
    expect(await notify(jws)).toEqual([500, expect.objectContaining({ code: 'internal' })])
    expect(await countEvents()).toBe(before)
  })
})

it('a notification with a value that is new to us is kept as failed and changes nothing', async () => {
  const transaction = buildTransaction({ inAppOwnershipType: 'ORGANIZATION' })
  expect(await notify(await signNotification(appStore().chain, { transaction }))).toEqual([200, { outcome: 'failed' }])
  const failed = await appStore().sql`select last_error from billing.webhook_events where state = 'failed'`
  expect(failed).toEqual([{ last_error: 'inAppOwnershipType has a value that is not known: "ORGANIZATION"' }])
  const rows = await appStore()
    .sql`select from billing.app_store_transactions where transaction_id = ${transaction.transactionId}`
  expect(rows).toEqual([])
})
