import { buildCertificateChain, type TestChain } from './build-certificate-chain.ts'
import { buildNotification, buildRenewal, buildTransaction, bundleId } from './build-payloads.ts'
import { signNotification } from './sign-notification.ts'
import { replacePart, signPayload } from './sign-payload.ts'
import type { SignedCase } from './signed-case.ts'

type NotificationCase = [
  name: string,
  fault: SignedCase['fault'],
  jws: string | Promise<string>,
  isStricterThanApple?: true,
]

/** Notifications: the envelope, and the two payloads in it that are signed on their own. */
export async function buildNotificationCases(chain: TestChain): Promise<SignedCase[]> {
  const foreign = await buildCertificateChain()
  const notify = (overrides: Record<string, unknown>) => signPayload(buildNotification(overrides), chain)
  const inside = (data: object) => signNotification(chain, { data })
  const app = { bundleId, environment: 'Sandbox' }
  const cases: NotificationCase[] = [
    ['a whole notification', null, signNotification(chain)],
    ['a test notification', null, notify({ notificationType: 'TEST' })],
    ['a summary', null, notify({ data: undefined, summary: { ...app, succeededCount: 5 } })],
    ['a withdrawn consent', null, notify({ data: undefined, appData: app })],
    ['a purchase token', null, notify({ data: undefined, ...purchaseToken('SANDBOX_b2158121') })],
    ['a purchase token of production', 'wrong_environment', notify({ data: undefined, ...purchaseToken('b2158121') })],
    ['a notification about nothing', 'wrong_bundle_id', notify({ data: undefined })],
    ['a notification of another app', 'wrong_bundle_id', notify({ data: { ...app, bundleId: 'com.example.other' } })],
    ['a notification of another environment', 'wrong_environment', notify({ data: { ...app, environment: 'Xcode' } })],
    ['a forged envelope', 'invalid_chain', signNotification(foreign)],
    [
      'an altered envelope',
      'invalid_signature',
      signNotification(chain).then((jws) => replacePart(jws, 'payload', buildNotification())),
    ],
    [
      'a genuine envelope with a forged transaction',
      'invalid_chain',
      inside({ signedTransactionInfo: await signPayload(buildTransaction(), foreign) }),
    ],
    [
      'a genuine envelope with a forged renewal info',
      'invalid_chain',
      inside({ signedRenewalInfo: await signPayload(buildRenewal(), foreign) }),
    ],
    [
      'a genuine envelope with a transaction of another app',
      'wrong_bundle_id',
      signNotification(chain, { transaction: buildTransaction({ bundleId: 'com.example.other' }) }),
    ],
    [
      'a genuine envelope with a renewal info of another environment',
      'wrong_environment',
      signNotification(chain, { renewal: buildRenewal({ environment: 'Production' }) }),
    ],
    [
      'a genuine envelope with the renewal info of another subscription',
      'mismatched_renewal',
      signNotification(chain, { renewal: buildRenewal({ originalTransactionId: '2000000000000009' }) }),
      true,
    ],
  ]
  return Promise.all(
    cases.map(async ([name, fault, jws, isStricterThanApple]) => {
      return { name, kind: 'notification' as const, fault, jws: await jws, isStricterThanApple }
    }),
  )
}

function purchaseToken(externalPurchaseId: string) {
  return { externalPurchaseToken: { bundleId, externalPurchaseId, tokenCreationDate: 1_698_148_950_000 } }
}
