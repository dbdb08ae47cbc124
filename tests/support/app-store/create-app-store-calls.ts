import type { ReconcileDeps } from '../../../supabase/functions/reconcile/reconcile-deps.ts'
import { buildNotificationRequest, buildTransactionRequest, post } from '../apple/app-store-requests.ts'
import type { TestChain } from '../apple/build-certificate-chain.ts'
import { buildNotification, bundleId } from '../apple/build-payloads.ts'
import { signPayload } from '../apple/sign-payload.ts'
import type { AppStoreFunctions } from './create-app-store-functions.ts'

export type Answer = [status: number, body: Record<string, unknown>]
type Purchase = { transaction: object; renewal?: object | undefined }

/** A notification in its parts; what is left out is not in it. */
export type Notice = {
  type: string
  subtype?: string | undefined
  transaction?: object | undefined
  renewal?: object | undefined
  /** More of `data`, e.g. Apple's own status. */
  data?: object
  signedDate?: number
  /** Instead of `data`. */
  envelope?: object
}

/** What Apple, the app and the schedule ask our functions for, as a test writes it. */
export function createAppStoreCalls(functions: AppStoreFunctions, chain: TestChain) {
  const sign = (payload: object) => signPayload(payload, chain)

  /** Each part is signed on its own, as Apple does. */
  async function signNotice(notice: Notice): Promise<string> {
    const { type, subtype, transaction, renewal, data, envelope } = notice
    const parts = {
      ...(transaction && { signedTransactionInfo: await sign(transaction) }),
      ...(renewal && { signedRenewalInfo: await sign(renewal) }),
    }
    return sign(
      buildNotification({
        notificationType: type,
        subtype,
        signedDate: notice.signedDate ?? Date.now(),
        data: { bundleId, bundleVersion: '1', environment: 'Sandbox', ...parts, ...data },
        ...(envelope && { data: undefined, ...envelope }),
      }),
    )
  }

  return {
    sign,
    signNotice,
    notify: async (jws: unknown) => read(await functions.notify(buildNotificationRequest(jws))),
    /** A purchase that the app hands in for a signed-in user. */
    async handIn({ transaction, renewal }: Purchase, userId?: string) {
      const body = {
        signed_transaction: await sign(transaction),
        ...(renewal && { signed_renewal_info: await sign(renewal) }),
      }
      return read(await functions.transactions(buildTransactionRequest(body, userId)))
    },
    askOffer: async (body: object, userId?: string) =>
      read(await functions.transactions(post('/app-store-transactions/offer', JSON.stringify(body), userId))),
    /** The schedule's call, with what is different from a usual run. */
    async reconcile(apikey: string | null, changes?: Partial<ReconcileDeps>) {
      const headers = new Headers(apikey === null ? {} : { apikey })
      const request = new Request('http://functions.test/reconcile', { method: 'POST', headers, body: '{}' })
      return read(await functions.serveReconcile(changes)(request))
    },
    /** Waits for what goes on after the answers so far. */
    async settle() {
      await Promise.all(functions.underWay.splice(0))
    },
  }
}

async function read(response: Response): Promise<Answer> {
  return [response.status, await response.json()]
}
