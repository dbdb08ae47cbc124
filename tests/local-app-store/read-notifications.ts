import type { TestStore } from './start-store.ts'

/** All notifications so far, each of its three signatures verified by Apple's library. */
export async function readNotifications({ receiver, verifier }: TestStore) {
  return Promise.all(
    receiver.received.map(async (signedPayload) => {
      const envelope = await verifier.verifyAndDecodeNotification(signedPayload)
      const { signedTransactionInfo, signedRenewalInfo } = envelope.data ?? {}
      return {
        envelope,
        name: [envelope.notificationType, envelope.subtype].filter(Boolean).join('/'),
        status: envelope.data?.status,
        transaction: signedTransactionInfo ? await verifier.verifyAndDecodeTransaction(signedTransactionInfo) : null,
        renewal: signedRenewalInfo ? await verifier.verifyAndDecodeRenewalInfo(signedRenewalInfo) : null,
      }
    }),
  )
}

export async function readNames(store: TestStore): Promise<string[]> {
  return (await readNotifications(store)).map(({ name }) => name)
}
