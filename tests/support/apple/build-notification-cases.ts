import { buildCertificateChain, type TestChain } from './build-certificate-chain.ts'
import { buildAppTransaction, buildNotification, buildRenewal, buildTransaction, bundleId } from './build-payloads.ts'
import { signNotification } from './sign-notification.ts'
import { replacePart, signPayload } from './sign-payload.ts'
import type { SignedCase } from './signed-case.ts'

const app = { bundleId, environment: 'Sandbox' }

type NotificationCase = [
  name: string,
  fault: SignedCase['fault'],
  jws: string | Promise<string>,
  isStricterThanApple?: true,
]

/** Notifications: the envelope, and the payloads in it that are signed on their own. */
export async function buildNotificationCases(chain: TestChain): Promise<SignedCase[]> {
  const foreign = await buildCertificateChain()
  const cases = [
    ...listEnvelopes(chain, foreign),
    ...(await listPurchases(chain, foreign)),
    ...(await listConsents(chain, foreign)),
  ]
  return Promise.all(
    cases.map(async ([name, fault, jws, isStricterThanApple]) => {
      return { name, kind: 'notification' as const, fault, jws: await jws, isStricterThanApple }
    }),
  )
}

function listEnvelopes(chain: TestChain, foreign: TestChain): NotificationCase[] {
  const notify = (overrides: Record<string, unknown>) => signPayload(buildNotification(overrides), chain)
  return [
    ['a whole notification', null, signNotification(chain)],
    ['a test notification', null, notify({ notificationType: 'TEST' })],
    ['a summary', null, notify({ data: undefined, summary: { ...app, succeededCount: 5 } })],
    ['a purchase token', null, notify({ data: undefined, ...purchaseToken('SANDBOX_b2158121') })],
    ['a purchase token of production', 'wrong_environment', notify({ data: undefined, ...purchaseToken('b2158121') })],
    ['about nothing', 'wrong_bundle_id', notify({ data: undefined })],
    ['of another app', 'wrong_bundle_id', notify({ data: { ...app, bundleId: 'com.example.other' } })],
    ['of another environment', 'wrong_environment', notify({ data: { ...app, environment: 'Production' } })],
    ['that says Xcode', 'wrong_environment', notify({ data: { ...app, environment: 'Xcode' } })],
    ['that says LocalTesting', 'wrong_environment', notify({ data: { ...app, environment: 'LocalTesting' } })],
    ['without the date of its signing', 'malformed', notify({ signedDate: undefined }), true],
    ['a forged envelope around genuine data', 'invalid_chain', forgeEnvelope(chain, foreign)],
  ]
}

async function forgeEnvelope(chain: TestChain, foreign: TestChain): Promise<string> {
  const signedTransactionInfo = await signPayload(buildTransaction(), chain)
  return signPayload(buildNotification({ data: { ...app, signedTransactionInfo } }), foreign)
}

async function listPurchases(chain: TestChain, foreign: TestChain): Promise<NotificationCase[]> {
  const genuine = await signPayload(buildTransaction(), chain)
  const altered = replacePart(genuine, 'payload', buildTransaction({ price: 1 }))
  const forged = await signPayload(buildTransaction(), foreign)
  const forgedRenewal = await signPayload(buildRenewal(), foreign)
  const inside = (data: object) => signNotification(chain, { data })
  const ofOtherApp = buildTransaction({ bundleId: 'com.example.other' })
  const ofOtherPlace = buildRenewal({ environment: 'Production' })
  const ofOtherPurchase = buildRenewal({ originalTransactionId: '2000000000000009' })
  return [
    ['around a forged transaction', 'invalid_chain', inside({ signedTransactionInfo: forged })],
    ['around an altered transaction', 'invalid_signature', inside({ signedTransactionInfo: altered })],
    ['around a forged renewal info', 'invalid_chain', inside({ signedRenewalInfo: forgedRenewal })],
    ['around a transaction of another app', 'wrong_bundle_id', signNotification(chain, { transaction: ofOtherApp })],
    [
      'around a renewal info of another environment',
      'wrong_environment',
      signNotification(chain, { renewal: ofOtherPlace }),
    ],
    [
      'around the renewal info of another subscription',
      'mismatched_renewal',
      signNotification(chain, { renewal: ofOtherPurchase }),
      true,
    ],
  ]
}

async function listConsents(chain: TestChain, foreign: TestChain): Promise<NotificationCase[]> {
  const rescind = async (signer: TestChain | null, overrides: Record<string, unknown> = {}) => {
    const signedAppTransactionInfo = signer ? await signPayload(buildAppTransaction(overrides), signer) : undefined
    const appData = { ...app, signedAppTransactionInfo }
    return signPayload(buildNotification({ notificationType: 'RESCIND_CONSENT', data: undefined, appData }), chain)
  }
  const ofOtherPlace = rescind(chain, { receiptType: 'Production', appAppleId: 6_700_000_000 })
  return [
    ['a withdrawn consent', null, rescind(chain)],
    ['a withdrawn consent without an app transaction', null, rescind(null)],
    ['a withdrawn consent around a forged app transaction', 'invalid_chain', rescind(foreign)],
    ['a withdrawn consent of another app', 'wrong_bundle_id', rescind(chain, { bundleId: 'com.example.other' })],
    ['a withdrawn consent of another environment', 'wrong_environment', ofOtherPlace],
  ]
}

function purchaseToken(externalPurchaseId: string) {
  return { externalPurchaseToken: { bundleId, externalPurchaseId, tokenCreationDate: 1_698_148_950_000 } }
}
