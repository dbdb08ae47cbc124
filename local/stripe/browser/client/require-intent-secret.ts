import { IntegrationError } from './integration-error.ts'
import type { IntentKind } from './intent-kind.ts'

/** A secret of the wrong kind (`seti_…` where money is paid) or shape is a mistake in the page, not of the customer. */
export function requireIntentSecret(kind: IntentKind, secret: unknown, caller: string): string {
  if (typeof secret === 'string' && new RegExp(`^${kind.prefix}_[^_]+_secret_[^_]+$`).test(secret)) return secret
  const given = typeof secret === 'string' ? secret.split('_secret_')[0] : typeof secret
  throw new IntegrationError(
    `Invalid value for stripe.${caller} intent secret: value should be a client secret of the form \${id}_secret_\${secret}. You specified: ${given}.`,
  )
}
