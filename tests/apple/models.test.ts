import { beforeEach, describe, expect, it } from 'vitest'
import { appTransactionSchema } from '../../supabase/functions/_shared/apple/app-transaction-schema.ts'
import { envelopeSchema } from '../../supabase/functions/_shared/apple/envelope-schema.ts'
import { renewalSchema } from '../../supabase/functions/_shared/apple/renewal-schema.ts'
import { toAppStoreFacts } from '../../supabase/functions/_shared/apple/to-app-store-facts.ts'
import { transactionSchema } from '../../supabase/functions/_shared/apple/transaction-schema.ts'
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
