import { IntegrationError } from './integration-error.ts'

/** A secret of the wrong kind (`seti_…`) or shape is a mistake in the page, not of the customer. */
export function requireIntentSecret(secret: unknown, caller: string): string {
  if (typeof secret === 'string' && /^pi_[^_]+_secret_[^_]+$/.test(secret)) return secret
  const given = typeof secret === 'string' ? secret.split('_secret_')[0] : typeof secret
  throw new IntegrationError(
    `Invalid value for stripe.${caller} intent secret: value should be a client secret of the form \${id}_secret_\${secret}. You specified: ${given}.`,
  )
}
