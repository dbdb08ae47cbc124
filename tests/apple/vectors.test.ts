import { Environment } from '@apple/app-store-server-library'
import { beforeEach, describe, expect, it } from 'vitest'
import { envelopeSchema } from '../../supabase/functions/_shared/apple/envelope-schema.ts'
import { renewalSchema } from '../../supabase/functions/_shared/apple/renewal-schema.ts'
import { requireApp, requireEnvironment } from '../../supabase/functions/_shared/apple/require-app.ts'
import { toAppStoreFacts } from '../../supabase/functions/_shared/apple/to-app-store-facts.ts'
import { transactionSchema } from '../../supabase/functions/_shared/apple/transaction-schema.ts'
import { createVerifySignedPayload } from '../../supabase/functions/_shared/apple/verify-signed-payload.ts'
import { createJudge } from '../support/apple/create-judge.ts'
import { createOracle } from '../support/apple/create-oracle.ts'
import { hasVectors, readModel, readSignedVector, readVector, whereVectorsAre } from '../support/apple/read-vector.ts'

const app = { bundleId: 'com.example', appId: null, environments: ['Sandbox' as const] }

beforeEach((context) => {
  if (!hasVectors) context.skip(whereVectorsAre)
})

describe('what Apple publishes to test a verifier with', () => {
  const roots = () => [readVector('certs/testCA.der')]
  const judge = (name: string, kind: 'notification' | 'transaction', bundleId = app.bundleId) =>
    createJudge(roots(), { ...app, bundleId })({ kind, jws: readSignedVector(name) })

  it('is accepted where it is right: a notification', async () => {
    expect(await judge('testNotification', 'notification')).toBeNull()
  })

  it('is accepted where it is right: a transaction and a renewal info, bare of all other fields', async () => {
    const verify = createVerifySignedPayload(roots())
    const transaction = await verify(readSignedVector('transactionInfo'))
    expect(() => requireApp(transaction, app)).not.toThrow()
    const renewal = await verify(readSignedVector('renewalInfo'))
    expect(() => requireEnvironment(renewal.environment, app)).not.toThrow()
  })

  it('is refused where it is wrong', async () => {
    expect(await judge('missingX5CHeaderClaim', 'notification')).toBe('malformed')
    expect(await judge('legacyTransaction', 'transaction')).toBe('malformed')
    // It has no date either, and that is noticed first.
    expect(await judge('wrongBundleId', 'notification')).toBe('malformed')
    expect(await judge('testNotification', 'notification', 'com.example.wrong')).toBe('wrong_bundle_id')
  })

  it('is judged the same by Apple’s own library', async () => {
    const oracle = createOracle(roots(), { bundleId: 'com.example', environment: Environment.SANDBOX })
    const verdicts = ['testNotification', 'wrongBundleId', 'missingX5CHeaderClaim'].map((name) =>
      oracle({ kind: 'notification', jws: readSignedVector(name) }),
    )
    expect(await Promise.all(verdicts)).toEqual([true, false, false])
  })

  it('is trusted by nobody who does not trust Apple’s test root', async () => {
    const verify = createVerifySignedPayload([])
    await expect(verify(readSignedVector('testNotification'))).rejects.toMatchObject({ code: 'invalid_chain' })
  })
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
