export type StripeErrorBody = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  param?: string
  [detail: string]: unknown
}

/** An answer other than 200, in Stripe's own shape. */
export class StripeApiError extends Error {
  readonly status: number
  readonly body: StripeErrorBody
  readonly headers: Record<string, string>

  constructor(status: number, body: StripeErrorBody, headers: Record<string, string> = {}) {
    super(body.message)
    this.name = 'StripeApiError'
    this.status = status
    this.headers = headers
    this.body = body.code
      ? { ...body, doc_url: `https://docs.stripe.com/error-codes#${body.code.replaceAll('_', '-')}` }
      : body
  }
}

/** The object named in the path. */
export function createNotFoundError(kind: string, id: string): StripeApiError {
  return new StripeApiError(404, describeMissing(kind, id, 'id'))
}

/** An object named in a parameter. */
export function createMissingReferenceError(kind: string, id: string, param: string): StripeApiError {
  return new StripeApiError(400, describeMissing(kind, id, param))
}

export function createInvalidRequestError(
  message: string,
  details: { code?: string; param?: string } = {},
): StripeApiError {
  return new StripeApiError(400, { type: 'invalid_request_error', message, ...details })
}

/** Stripe would act upon it, the simulator cannot: it says so instead of passing over it in silence. */
export function createUnsupportedError(param: string): StripeApiError {
  const message = `The Stripe simulator of Tandem does not model "${param}" here. Real Stripe accepts it.`
  return createInvalidRequestError(message, { code: 'not_simulated', param })
}

function describeMissing(kind: string, id: string, param: string): StripeErrorBody {
  return { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${kind}: '${id}'`, param }
}
