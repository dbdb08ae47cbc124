import { generateKeyPairSync } from 'node:crypto'
import { AppStoreServerAPIClient, Environment } from '@apple/app-store-server-library'
import { BUNDLE_ID } from './start-store.ts'

/** A key as App Store Connect makes it, new in each run: the .p8's contents, and what stays there. */
export function createInAppPurchaseKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    registered: {
      issuerId: '57246542-96fe-1a63-e053-0824d011072a',
      keyId: 'TESTKEY123',
      publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  }
}

export type InAppPurchaseKey = ReturnType<typeof createInAppPurchaseKey>

type Send = (request: Request) => Response | Promise<Response>

/** Apple's own client with nothing changed but the host that it calls. */
export function createServerApiClient(
  origin: string,
  { privateKeyPem, registered }: InAppPurchaseKey,
  send: Send = fetch,
) {
  class LocalClient extends AppStoreServerAPIClient {
    protected override makeFetchRequest(
      path: string,
      query: URLSearchParams,
      method: string,
      body: string | Buffer | undefined,
      headers: Record<string, string>,
    ) {
      const request = new Request(`${origin}${path}?${query}`, { method, headers, body: (body as string) ?? null })
      return send(request) as Promise<unknown> as Promise<never>
    }
  }
  return new LocalClient(privateKeyPem, registered.keyId, registered.issuerId, BUNDLE_ID, Environment.SANDBOX)
}
