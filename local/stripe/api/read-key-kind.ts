import { StripeApiError } from './stripe-api-error.ts'

export type Keys = { secretKey: string; publishableKey: string }

/** Which of the account's two keys the request carries, as a bearer token or as the user name of basic authentication. */
export function readKeyKind(authorization: string | null, keys: Keys): 'secret' | 'publishable' {
  const key = readKey(authorization)
  if (key === keys.secretKey) return 'secret'
  if (key === keys.publishableKey) return 'publishable'
  const message = key
    ? `Invalid API Key provided: ${key.slice(0, 3)}${'*'.repeat(8)}`
    : 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
  throw new StripeApiError(401, { type: 'invalid_request_error', message })
}

export function createSecretKeyRequiredError(): StripeApiError {
  return new StripeApiError(401, {
    type: 'invalid_request_error',
    code: 'secret_key_required',
    message: 'This API call cannot be made with a publishable API key. Please use a secret API key.',
  })
}

function readKey(authorization: string | null): string | null {
  const [scheme, value] = authorization?.split(' ') ?? []
  if (!value) return null
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0] || null
  return value
}
