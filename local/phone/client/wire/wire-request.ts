/** A request before it is sent, so that it can be held against what supabase-swift sends. */
export type WireRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
}
