import type { WireRequest } from './wire-request.ts'

// What supabase-swift 2.55.1 says of itself on an iPhone.
const CLIENT_INFO = 'supabase-swift/2.55.1; platform=iOS; platform-version=26.1; runtime=swift; runtime-version=6.2'
const JSON_TYPE = { 'Content-Type': 'application/json' }

export type RequestBuilders = ReturnType<typeof createRequestBuilders>
export type SupabaseTarget = { supabaseUrl: string; publishableKey: string }

/** A request as supabase-swift's `auth`, `from` and `rpc`, and `functions` make it. */
export function createRequestBuilders({ supabaseUrl, publishableKey }: SupabaseTarget) {
  const common = { apikey: publishableKey, 'X-Client-Info': CLIENT_INFO }
  const bearer = (token: string | null) => ({ Authorization: `Bearer ${token ?? publishableKey}` })

  function auth(
    path: string,
    token: string | null,
    body?: object,
    method: WireRequest['method'] = 'POST',
  ): WireRequest {
    return {
      method,
      url: `${supabaseUrl}/auth/v1/${path}`,
      headers: { ...common, ...bearer(token), 'X-Supabase-Api-Version': '2024-01-01', ...(body && JSON_TYPE) },
      ...(body && { body: JSON.stringify(body) }),
    }
  }

  function rest(method: 'GET' | 'POST', path: string, token: string | null, body?: object): WireRequest {
    return {
      method,
      url: `${supabaseUrl}/rest/v1/${path}`,
      headers: { ...common, ...bearer(token), Accept: 'application/json', ...JSON_TYPE },
      ...(body && { body: JSON.stringify(body) }),
    }
  }

  /** Swift leaves out what is nil, and so does JSON.stringify with what is undefined. */
  function invoke(name: string, token: string, body: object): WireRequest {
    return {
      method: 'POST',
      url: `${supabaseUrl}/functions/v1/${name}`,
      headers: { ...common, ...bearer(token), ...JSON_TYPE },
      body: JSON.stringify(body),
    }
  }

  return { auth, rest, invoke }
}
