import { bundleId } from '../apple/build-payloads.ts'
import type { Notice } from './create-app-store-calls.ts'
import { products } from './create-subscriber.ts'
import { bought, type NotificationCase } from './notification-case.ts'

/** What says nothing of the state, although it may carry a purchase: the row stays as it is. */
export const quietCases: NotificationCase[] = [
  ...['REFUND_DECLINED', 'CONSUMPTION_REQUEST', 'METADATA_UPDATE', 'MIGRATION', 'MIGRATE', 'PRICE_CHANGE'].map(
    asBefore,
  ),
  {
    ...asBefore('CONSUMPTION_REQUEST'),
    when: 'with a reason',
    parts: (it) => ({ ...bought(it)[0], data: { consumptionRequestReason: 'OTHER' } }),
  },
  { ...asBefore('RENEWAL_EXTENSION'), subtype: 'FAILURE' },
  { ...asBefore('PLAN_TELEPORTED'), subtype: 'TO_MARS' },
  { ...asBefore('DID_RENEW'), subtype: 'BY_CARRIER_PIGEON' },
  empty('TEST', undefined, {}),
  empty('RENEWAL_EXTENSION', 'SUMMARY', {
    envelope: {
      summary: {
        requestIdentifier: 'request-1',
        environment: 'Sandbox',
        bundleId,
        productId: products.premium,
        storefrontCountryCodes: ['SGP'],
        succeededCount: 5,
        failedCount: 1,
      },
    },
  }),
  ...['UNREPORTED', 'CREATED', 'ACTIVE_TOKEN_REMINDER'].map((subtype) =>
    empty('EXTERNAL_PURCHASE_TOKEN', subtype, {
      envelope: {
        externalPurchaseToken: { bundleId, externalPurchaseId: 'SANDBOX_1', tokenCreationDate: 1_790_000_000_000 },
      },
    }),
  ),
  empty('PLAN_TELEPORTED', undefined, {
    envelope: { hologram: { bundleId, environment: 'Sandbox' }, data: { bundleId, environment: 'Sandbox' } },
  }),
]

function asBefore(type: string): NotificationCase {
  return { type, parts: (it) => bought(it)[0] ?? {}, leads: 'unchanged', rights: 'premium' }
}

function empty(type: string, subtype: string | undefined, notice: Omit<Notice, 'type'>): NotificationCase {
  return {
    type,
    ...(subtype && { subtype }),
    when: 'without a purchase',
    parts: () => notice,
    leads: 'unchanged',
    rights: 'premium',
  }
}
