import qs from 'qs'
import type { Params } from './endpoint.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

/** Parameters of a GET or DELETE are in the query, those of a POST in a form-encoded body. */
export function parseForm(method: string, url: URL, contentType: string | null, body: string): Params {
  if (method !== 'POST') return parse(url.search.slice(1))
  if (body !== '' && !contentType?.startsWith('application/x-www-form-urlencoded')) {
    throw createInvalidRequestError(
      'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
    )
  }
  return parse(body)
}

const parse = (text: string) => qs.parse(text, { arrayLimit: 200, depth: 12, parameterLimit: 2000 }) as Params
