import { addMonths } from '../../local/app-store/add-months.ts'
import type { CertificateChain } from '../../local/app-store/store-state.ts'
import { ACCOUNT, STANDARD, USER } from './start-store.ts'

/** A state file as the first version of the simulator wrote it: one subscriber in the second month, one notification unsent. */
export function buildVersionOne(chain: CertificateChain, now: number) {
  const startedAt = addMonths(now, -1) - 60_000
  const renewedAt = addMonths(startedAt, 1)
  const ids = { originalTransactionId: '2000000000000002', appAccountToken: USER, productId: STANDARD }
  const transaction = { ...ids, isUpgraded: false, revokedAt: null, isFinished: true }
  return {
    version: 1,
    clockOffset: 0,
    lastSignedAt: renewedAt,
    lastId: 2_000_000_000_000_005,
    chain,
    appTransactionIds: { [ACCOUNT]: '2000000000000001' },
    subscriptions: [
      {
        ...ids,
        appleAccount: ACCOUNT,
        autoRenewProductId: STANDARD,
        autoRenews: true,
        status: 1,
        anchorAt: startedAt,
        periods: 2,
        expiresAt: addMonths(startedAt, 2),
        startedAt,
        originalPurchasedAt: startedAt,
        billingFails: false,
        hasGracePeriod: true,
        graceEndsAt: null,
        expirationIntent: null,
      },
    ],
    transactions: [
      {
        ...transaction,
        transactionId: '2000000000000002',
        webOrderLineItemId: '2000000000000003',
        purchasedAt: startedAt,
        expiresAt: renewedAt,
        reason: 'PURCHASE',
      },
      {
        ...transaction,
        transactionId: '2000000000000004',
        webOrderLineItemId: '2000000000000005',
        purchasedAt: renewedAt,
        expiresAt: addMonths(startedAt, 2),
        reason: 'RENEWAL',
      },
    ],
    notifications: [
      {
        uuid: 'a1b2c3d4-0000-4000-8000-000000000001',
        type: 'DID_RENEW',
        subtype: null,
        signedAt: renewedAt,
        status: 1,
        originalTransactionId: ids.originalTransactionId,
        transaction: {
          signedDate: renewedAt,
          transactionId: '2000000000000004',
          environment: 'Sandbox',
          bundleId: 'com.example.tandem',
        },
        renewal: null,
        attempts: [],
        isDelivered: false,
        nextAttemptAt: 0,
      },
    ],
  }
}
