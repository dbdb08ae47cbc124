import type { Log } from '../log.ts'
import { respondWithError } from './respond.ts'

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, x-client-info, apikey, content-type, x-supabase-api-version, x-region',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-max-age': '86400',
}

/**
 * Wraps a handler with what every function needs: errors become answers, and browsers of other origins may call it.
 * Any origin is allowed because the caller proves itself by a token that no browser sends by itself.
 */
export function serve(handler: (request: Request) => Promise<Response>, options: { log: Log; cors: boolean }) {
  return async (request: Request): Promise<Response> => {
    if (options.cors && request.method === 'OPTIONS') return new Response(null, { status: 204, headers: corsHeaders })
    const response = await handler(request).catch((error: unknown) => respondWithError(error, options.log))
    if (options.cors) for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    return response
  }
}
