import { createAppStoreServerApi } from '../../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { bundleId } from './build-payloads.ts'
import { buildInAppPurchaseKey } from './in-app-purchase-key.ts'

export type SentRequest = { method: string; url: string; body: unknown; headers: Headers; init: RequestInit }
type Answer = Response | Error

/** The client with answers in place of Apple: each request takes the next one, and the last one is given for ever. */
export function createFakeAppStoreApi(...answers: Answer[]) {
  const key = buildInAppPurchaseKey()
  const [requests, pauses]: [SentRequest[], number[]] = [[], []]
  const clock = { now: new Date('2026-11-21T08:00:00Z') }
  const api = createAppStoreServerApi({
    ...key,
    bundleId,
    apiUrl: null,
    now: () => clock.now,
    wait: async (milliseconds) => {
      pauses.push(milliseconds)
      clock.now = new Date(clock.now.getTime() + milliseconds)
    },
    fetch: async (url, init = {}) => {
      const headers = new Headers(init.headers)
      const body = init.body ? JSON.parse(String(init.body)) : null
      requests.push({ method: init.method ?? 'GET', url: String(url), body, headers, init })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer instanceof Error) throw answer
      return answer?.clone() ?? Response.json({})
    },
  })
  return { api, key, requests, pauses, clock }
}
