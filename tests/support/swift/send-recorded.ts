import { localKeys } from '../../../local/supabase/local-keys.ts'
import { KIT_ONLY_REQUESTS } from '../../ios/kit-only-requests.ts'
import { SWIFT_REQUESTS, type SwiftRequest } from '../../local-phone/recorded-swift-requests.ts'
import { OTHER_REQUESTS } from './other-requests.ts'

export const SWIFT_TABLE: SwiftRequest[] = [...SWIFT_REQUESTS, ...KIT_ONLY_REQUESTS, ...OTHER_REQUESTS]

export type SwiftAnswer = { status: number; headers: Headers; json: unknown }
/** Real values in the places of the recorded ones: the user's token, the body, and words of the address. */
export type Values = { token?: string; body?: object; address?: Record<string, string> }

/**
 * Sends a request of the table as supabase-swift does, and no other: the values are the test's, everything else is recorded.
 * A body with other keys than the recorded one is an error of the test.
 */
export async function sendRecorded(url: string, call: string, values: Values = {}): Promise<SwiftAnswer> {
  const row = findRow(call, values.body ?? null)
  const [method = '', ...rest] = row.request.split(' ')
  let address = rest.join(' ')
  for (const [word, value] of Object.entries(values.address ?? {})) {
    if (!address.includes(word)) throw new Error(`${call} has no ${word} in its address.`)
    address = address.replace(word, encodeURIComponent(value))
  }
  const answer = await fetch(url + address, {
    method,
    headers: fillIn(row.headers, values.token),
    redirect: 'manual',
    ...(values.body ? { body: JSON.stringify(values.body) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: parse(text) }
}

function findRow(call: string, body: object | null): SwiftRequest {
  const rows = SWIFT_TABLE.filter((row) => row.call === call)
  const row = rows.find((one) => listKeys(one.body) === listKeys(body))
  if (row) return row
  const known = rows.map((one) => listKeys(one.body)).join(' or ')
  throw new Error(`supabase-swift sends ${known || 'nothing'} for ${call}, not ${listKeys(body)}.`)
}

function listKeys(body: object | null): string {
  return Object.keys(body ?? {})
    .sort()
    .join(',')
}

function fillIn(headers: Record<string, string>, token: string | undefined): Record<string, string> {
  const filled = Object.entries(headers).map(([name, value]) => {
    if (value.includes('TOKEN') && !token) throw new Error('This request is made by somebody who is signed in.')
    return [name, value.replace('KEY', localKeys.publishable).replace('TOKEN', token ?? '')]
  })
  return Object.fromEntries(filled)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
