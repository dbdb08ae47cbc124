import type { ErrorObject } from 'ajv'
import { paramsValidator } from '../schema/validators.ts'
import type { Endpoint, Params } from './endpoint.ts'
import { createInvalidRequestError, createUnsupportedError, type StripeApiError } from './stripe-api-error.ts'

/** Reads numbers and booleans out of the strings of a form, in place, and refuses what Stripe would refuse. */
export function checkParams(endpoint: Endpoint, params: Params): void {
  const validate = paramsValidator(endpoint.params)
  if (!validate(params)) throw explainFault(validate.errors ?? [])
  for (const name of Object.keys(params)) {
    if (name !== 'expand' && !endpoint.supports.includes(name)) throw createUnsupportedError(name)
  }
}

/** Of all that ajv reports, the one fault that says most: a name nobody knows, then one that is missing. */
function explainFault(errors: ErrorObject[]): StripeApiError {
  const unknown = errors.find((error) => error.keyword === 'additionalProperties')
  if (unknown) {
    if (isDroppedTypes(unknown)) return createDroppedTypesError()
    const param = toParam(unknown.instancePath, unknown.params.additionalProperty)
    return createInvalidRequestError(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
  }
  const missing = errors.find((error) => error.keyword === 'required')
  if (missing) {
    const param = toParam(missing.instancePath, missing.params.missingProperty)
    return createInvalidRequestError(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }
  return explainValue(errors)
}

/** Gone since endive, and Stripe says so (https://docs.stripe.com/changelog/endive). */
const isDroppedTypes = ({ instancePath, params }: ErrorObject) =>
  instancePath === '' && params.additionalProperty === 'payment_method_types'

function createDroppedTypesError(): StripeApiError {
  return createInvalidRequestError(
    'The payment_method_types parameter is no longer supported. Use automatic_payment_methods, allowed_payment_method_types or excluded_payment_method_types instead.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  )
}

function explainValue(errors: ErrorObject[]): StripeApiError {
  const choice = errors.find((error) => error.keyword === 'enum' && error.params.allowedValues.join() !== '')
  if (choice) {
    const param = toParam(choice.instancePath)
    const allowed = choice.params.allowedValues.filter(Boolean).join(', ')
    return createInvalidRequestError(`Invalid ${param}: must be one of ${allowed}`, { param })
  }
  const [fault] = errors.filter((error) => error.keyword !== 'anyOf').reverse()
  const param = toParam(fault?.instancePath ?? '')
  const wanted = fault?.params.type ?? 'value'
  const code = wanted === 'number' ? 'parameter_invalid_integer' : undefined
  return createInvalidRequestError(`Invalid ${wanted === 'number' ? 'integer' : wanted}: ${param}`, { code, param })
}

/** `/items/0` and `price` make `items[0][price]`. */
function toParam(instancePath: string, last?: string): string {
  const [first = '', ...rest] = [...instancePath.split('/').slice(1), ...(last === undefined ? [] : [last])]
  return first + rest.map((part) => `[${part}]`).join('')
}
