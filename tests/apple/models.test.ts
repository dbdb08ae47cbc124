import { beforeEach, describe, expect, it } from 'vitest'
import { appTransactionSchema } from '../../supabase/functions/_shared/apple/app-transaction-schema.ts'
import { envelopeSchema } from '../../supabase/functions/_shared/apple/envelope-schema.ts'
import { renewalSchema } from '../../supabase/functions/_shared/apple/renewal-schema.ts'
import { toAppStoreFacts } from '../../supabase/functions/_shared/apple/to-app-store-facts.ts'
import { transactionSchema } from '../../supabase/functions/_shared/apple/transaction-schema.ts'
import { createFakeAppStoreApi } from '../support/apple/fake-app-store-api.ts'
import { hasVectors, readModel, whereVectorsAre } from '../support/apple/read-vector.ts'

beforeEach((context) => {
  if (!hasVectors) context.skip(whereVectorsAre)
})

describe('the payloads that Apple publishes as models', () => {
  const inSandbox = (name: string) => ({ ...readModel(name), environment: 'Sandbox' })

  it.each([
    'signedNotification',
    'signedSummaryNotification',
    'signedExternalPurchaseTokenNotification',
    'signedExternalPurchaseTokenSandboxNotification',
    'signedRescindConsentNotification',
    'signedConsumptionRequestNotification',
  ])('are read: %s', (name) => {
    expect(envelopeSchema.parse(readModel(name))).toEqual(readModel(name))
  })

  it('are read: appTransaction', () => {
    const model = { ...readModel('appTransaction'), receiptType: 'Sandbox' }
    expect(appTransactionSchema.parse(model)).toEqual(model)
  })

  it('become facts', () => {
    const transaction = transactionSchema.parse(inSandbox('signedTransaction'))
    const renewal = renewalSchema.parse(inSandbox('signedRenewalInfo'))
    expect(toAppStoreFacts({ transaction, renewal })).toMatchObject({
      transaction: {
        transaction_id: '23456',
        expires_at: '2023-10-24T12:03:20.000Z',
        revoked_at: '2023-10-24T12:02:30.000Z',
        is_upgraded: true,
        offer_discount_type: 'PAY_AS_YOU_GO',
        price_milliunits: 10_990,
        currency: 'usd',
      },
      renewal: { auto_renew_product_id: 'com.example.product.2', will_renew: true, is_in_billing_retry: true },
    })
    const revoked = transactionSchema.parse(inSandbox('signedTransactionWithRevocation'))
    expect(toAppStoreFacts({ transaction: revoked, renewal: null }).transaction?.revoked_at).not.toBeNull()
  })
})

describe('the answers of the App Store Server API that Apple publishes', () => {
  const answer = (name: string, status = 200) => createFakeAppStoreApi(Response.json(readModel(name), { status })).api

  it('are read: statuses of all subscriptions', async () => {
    const statuses = await answer('getAllSubscriptionStatusesResponse').readSubscriptionStatuses('sandbox', '1')
    expect(statuses.map(({ originalTransactionId, status }) => [originalTransactionId, status])).toEqual([
      ['3749183', 1],
      ['5314314134', 5],
      ['3413453', 2],
    ])
    expect(statuses[0]).toMatchObject({
      signedTransaction: 'signed_transaction_one',
      signedRenewal: 'signed_renewal_one',
    })
  })

  it('are read: histories', async () => {
    expect(await answer('transactionHistoryResponse').readTransactionHistory('sandbox', '1', null)).toEqual({
      signedTransactions: ['signed_transaction_value', 'signed_transaction_value2'],
      revision: 'revision_output',
      hasMore: true,
    })
    const query = { startDate: new Date(1), endDate: new Date(2) }
    const history = await answer('getNotificationHistoryResponse').readNotificationHistory('sandbox', query, null)
    expect(history.paginationToken).toBe('57715481-805a-4283-8499-1c19b5d6b20a')
    expect(history.notifications[1]).toEqual({
      signedPayload: 'signed_payload_two',
      sendAttempts: [{ attemptedAt: new Date(1_698_148_800_000), result: 'CIRCULAR_REDIRECT' }],
    })
  })

  it('are read: a test notification and what came of it', async () => {
    const { testNotificationToken } = readModel('requestTestNotificationResponse')
    expect(await answer('requestTestNotificationResponse').requestTestNotification('sandbox')).toBe(
      testNotificationToken,
    )
    const sent = await answer('getTestNotificationStatusResponse').readTestNotification('sandbox', 't')
    expect(sent.sendAttempts.map(({ result }) => result)).toEqual(['NO_RESPONSE', 'SUCCESS'])
  })

  it.each([
    ['apiException', 500, { errorCode: 5_000_000, isRetryable: true }],
    ['apiTooManyRequestsException', 429, { errorCode: 4_290_000, isRetryable: true }],
    ['invalidAppAccountTokenUUIDError', 400, { errorCode: 4_000_183, isRetryable: false }],
    ['familyTransactionNotSupportedError', 400, { errorCode: 4_000_185, isRetryable: false }],
  ])('are read: %s', async (name, status, expected) => {
    const refused = answer(name, status).setAppAccountToken('sandbox', '1', 'token')
    await expect(refused).rejects.toMatchObject({ status, ...expected })
  })
})
