import type { Envelope } from './envelope-schema.ts'
import type { AppClaims } from './require-app.ts'

/** For which app a notification is, whichever of its four things it carries. */
export function readAppClaims({ data, summary, externalPurchaseToken, appData }: Envelope): AppClaims {
  if (!externalPurchaseToken) return data ?? summary ?? appData ?? {}
  // A token has no environment; its id begins with SANDBOX if it has not been made in production:
  // https://developer.apple.com/documentation/appstoreservernotifications/externalpurchaseid
  const isSandbox = externalPurchaseToken.externalPurchaseId.startsWith('SANDBOX')
  return { ...externalPurchaseToken, environment: isSandbox ? 'Sandbox' : 'Production' }
}
