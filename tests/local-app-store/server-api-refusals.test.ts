import { APIError, ExtendReasonCode, NotificationTypeV2, type Status } from '@apple/app-store-server-library'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInAppPurchaseKey, createServerApiClient } from './create-server-api-client.ts'
import { ACCOUNT, OTHER_USER, PREMIUM, STANDARD, startStore, type TestStore } from './start-store.ts'

const key = createInAppPurchaseKey()
const DAY = 86_400_000
const UNKNOWN = '999'
const extension = { extendByDays: 30, extendReasonCode: ExtendReasonCode.OTHER, requestIdentifier: 'a request' }

type Client = ReturnType<typeof createServerApiClient>
type Ids = { original: string; renewal: string; appTransaction: string; shared: string; ended: string }
type Refusal = [string, keyof typeof APIError, (client: Client, ids: Ids) => Promise<unknown>]

describe('what the Server API refuses, in Apple’s words', () => {
  let store: TestStore
  let ids: Ids
  beforeAll(async () => {
    store = await startStore({ serverApi: key.registered, notificationUrl: null })
    const { json } = await store.buy(PREMIUM)
    const ended = await store.buy(STANDARD, null, 'Cy')
    await store.post('/control/accounts/family', { organizer: ACCOUNT, members: ['Ben'], shares: true })
    await store.simulator.advance({ months: 1 })
    await store.simulator.act(ended.json.transaction_id, 'expire')
    const { subscriptions } = store.simulator.describe()
    const { appTransactionId = '' } = await store.verifier.verifyAndDecodeTransaction(json.transaction)
    ids = {
      original: json.transaction_id,
      renewal: subscriptions.find((one) => one.apple_account === ACCOUNT)?.transactions[1]?.transaction_id ?? '',
      appTransaction: appTransactionId,
      shared: subscriptions.find((one) => one.apple_account === 'Ben')?.original_transaction_id ?? '',
      ended: ended.json.transaction_id,
    }
  })
  afterAll(() => store.close())

  const now = () => Date.parse(store.simulator.describe().now)
  const span = () => ({ startDate: now() - DAY, endDate: now() })

  const refusals: Refusal[] = [
    ['a status of what is no id', 'INVALID_TRANSACTION_ID', (c) => c.getAllSubscriptionStatuses('abc')],
    ['a status of an unknown id', 'TRANSACTION_ID_NOT_FOUND', (c) => c.getAllSubscriptionStatuses(UNKNOWN)],
    [
      'a status that does not exist',
      'INVALID_STATUS',
      (c, { original }) => c.getAllSubscriptionStatuses(original, [6 as Status]),
    ],
    ['a transaction that does not exist', 'TRANSACTION_ID_NOT_FOUND', (c) => c.getTransactionInfo(UNKNOWN)],
    [
      'an app transaction in a transaction’s place',
      'APP_TRANSACTION_ID_NOT_SUPPORTED_ERROR',
      (c, ids) => c.getTransactionInfo(ids.appTransaction),
    ],
    ['a history of an unknown id', 'TRANSACTION_ID_NOT_FOUND', (c) => c.getTransactionHistory(UNKNOWN, null, {})],
    [
      'a revision that is none',
      'INVALID_REQUEST_REVISION',
      (c, { original }) => c.getTransactionHistory(original, 'nonsense', {}),
    ],
    [
      'a product type that is none',
      'INVALID_PRODUCT_TYPE',
      (c, { original }) => c.getTransactionHistory(original, null, { productTypes: ['BOOK' as never] }),
    ],
    [
      'an order that is none',
      'INVALID_SORT',
      (c, { original }) => c.getTransactionHistory(original, null, { sort: 'RANDOM' as never }),
    ],
    [
      'an ownership that is none',
      'INVALID_IN_APP_OWNERSHIP_TYPE',
      (c, { original }) => c.getTransactionHistory(original, null, { inAppOwnershipType: 'LENT' as never }),
    ],
    ['a refund history of an unknown id', 'TRANSACTION_ID_NOT_FOUND', (c) => c.getRefundHistory(UNKNOWN, null)],
    [
      'the revision of another customer',
      'INVALID_REQUEST_REVISION',
      async (c, { original, shared }) =>
        c.getRefundHistory(shared, (await c.getRefundHistory(original, null)).revision ?? ''),
    ],
    [
      'notifications without a beginning',
      'INVALID_START_DATE',
      (c) => c.getNotificationHistory(null, { endDate: now() }),
    ],
    ['notifications without an end', 'INVALID_END_DATE', (c) => c.getNotificationHistory(null, { startDate: now() })],
    [
      'notifications of a time that runs backwards',
      'START_DATE_AFTER_END_DATE',
      (c) => c.getNotificationHistory(null, { startDate: now(), endDate: now() - DAY }),
    ],
    [
      'notifications of too long ago',
      'START_DATE_TOO_FAR_IN_PAST',
      (c) => c.getNotificationHistory(null, { startDate: Date.now() - 31 * DAY, endDate: now() }),
    ],
    [
      'two filters at once',
      'MULTIPLE_FILTERS_SUPPLIED',
      (c, { original }) =>
        c.getNotificationHistory(null, {
          ...span(),
          transactionId: original,
          notificationType: NotificationTypeV2.DID_RENEW,
        }),
    ],
    [
      'notifications of an unknown customer',
      'TRANSACTION_ID_NOT_FOUND',
      (c) => c.getNotificationHistory(null, { ...span(), transactionId: UNKNOWN }),
    ],
    ['a page token that is none', 'INVALID_PAGINATION_TOKEN', (c) => c.getNotificationHistory('nonsense', span())],
    ['a test without an address', 'SERVER_NOTIFICATION_URL_NOT_FOUND', (c) => c.requestTestNotification()],
    ['a test token that is none', 'INVALID_TEST_NOTIFICATION_TOKEN', (c) => c.getTestNotificationStatus('abc')],
    ['a test token that is unknown', 'TEST_NOTIFICATION_NOT_FOUND', (c) => c.getTestNotificationStatus(OTHER_USER)],
    [
      'a token that is no UUID',
      'INVALID_APP_ACCOUNT_TOKEN_UUID_ERROR',
      (c, { original }) => c.setAppAccountToken(original, { appAccountToken: 'ann' }),
    ],
    [
      'a token for a later period',
      'TRANSACTION_ID_IS_NOT_ORIGINAL_TRANSACTION_ID_ERROR',
      (c, { renewal }) => c.setAppAccountToken(renewal, { appAccountToken: OTHER_USER }),
    ],
    [
      'a token for a family member',
      'FAMILY_TRANSACTION_NOT_SUPPORTED_ERROR',
      (c, { shared }) => c.setAppAccountToken(shared, { appAccountToken: OTHER_USER }),
    ],
    [
      'a token for an app transaction',
      'APP_TRANSACTION_ID_NOT_SUPPORTED_ERROR',
      (c, { appTransaction }) => c.setAppAccountToken(appTransaction, { appAccountToken: OTHER_USER }),
    ],
    [
      'a token for an unknown id',
      'ORIGINAL_TRANSACTION_ID_NOT_FOUND',
      (c) => c.setAppAccountToken(UNKNOWN, { appAccountToken: OTHER_USER }),
    ],
    [
      'an extension of no days',
      'INVALID_EXTEND_BY_DAYS',
      (c, { original }) => c.extendSubscriptionRenewalDate(original, { ...extension, extendByDays: 0 }),
    ],
    [
      'an extension of too many days',
      'INVALID_EXTEND_BY_DAYS',
      (c, { original }) => c.extendSubscriptionRenewalDate(original, { ...extension, extendByDays: 91 }),
    ],
    [
      'an extension for an unknown reason',
      'INVALID_EXTEND_REASON_CODE',
      (c, { original }) => c.extendSubscriptionRenewalDate(original, { ...extension, extendReasonCode: 9 as never }),
    ],
    [
      'an extension without a name',
      'INVALID_REQUEST_IDENTIFIER',
      (c, { original }) => c.extendSubscriptionRenewalDate(original, { ...extension, requestIdentifier: '' }),
    ],
    [
      'an extension of what is no id',
      'INVALID_ORIGINAL_TRANSACTION_ID',
      (c) => c.extendSubscriptionRenewalDate('abc', extension),
    ],
    [
      'an extension of an unknown id',
      'ORIGINAL_TRANSACTION_ID_NOT_FOUND',
      (c) => c.extendSubscriptionRenewalDate(UNKNOWN, extension),
    ],
    [
      'an extension of a member’s share',
      'FAMILY_SHARED_SUBSCRIPTION_EXTENSION_INELIGIBLE',
      (c, { shared }) => c.extendSubscriptionRenewalDate(shared, extension),
    ],
    [
      'an extension of what has ended',
      'SUBSCRIPTION_EXTENSION_INELIGIBLE',
      (c, { ended }) => c.extendSubscriptionRenewalDate(ended, extension),
    ],
    ['to finish an unknown transaction', 'TRANSACTION_ID_NOT_FOUND', (c) => c.finishTransaction(UNKNOWN)],
  ]

  it.each(refusals)('refuses %s', async (_what, error, call) => {
    const apiError = APIError[error]
    const caught = await call(createServerApiClient(store.origin, key), ids).catch((thrown: unknown) => thrown)
    expect(caught).toMatchObject({ apiError, httpStatusCode: Math.floor(Number(apiError) / 10_000) })
    expect((caught as { errorMessage: string }).errorMessage).not.toBe('')
  })

  it('has no order numbers: the sandbox has no such call, and nothing else is there', async () => {
    const client = createServerApiClient(store.origin, key)
    await expect(client.lookUpOrderId('W002182')).rejects.toMatchObject({ httpStatusCode: 404, apiError: null })
    await expect(client.getImageList()).rejects.toMatchObject({ httpStatusCode: 404, apiError: null })
  })
})
