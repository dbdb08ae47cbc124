import { isIP } from 'node:net'
import { AppError } from '../_shared/domain/errors.ts'
import { matchesSecret } from '../_shared/http/matches-secret.ts'
import { respondWithError } from '../_shared/http/respond.ts'
import type { AuthRelayDeps } from './auth-relay-deps.ts'

/** Says to the web that the call has gone to Auth, and must not be made again directly. */
const passedHeader = 'x-auth-relay'
const patienceMs = 9_000

/** What of the web's call Auth gets to see. No Authorization: beside a secret key nothing may act for a person. */
const passedOn = ['content-type', 'x-client-info', 'x-supabase-api-version', 'user-agent']

/** What `fetch` has undone, or belongs to the one connection. */
const keptBack = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'set-cookie']

/** Makes the web's call at Auth in the visitor's name, and gives Auth's answer back as it is. */
export async function passOn(path: string, request: Request, deps: AuthRelayDeps): Promise<Response> {
  if (!matchesSecret(request.headers.get('x-relay-secret') ?? '', [deps.relaySecret]))
    throw new AppError('wrong_secret_key')
  const address = request.headers.get('x-visitor-address') ?? ''
  if (isIP(address) === 0)
    throw new AppError('invalid_request', { cause: new Error('x-visitor-address is no address') })

  const body = await request.text()
  const answer = await callAuth(`${path}${new URL(request.url).search}`, { request, address, body }, deps)
  const headers = new Headers(answer.headers)
  for (const name of keptBack) headers.delete(name)
  if (isRefusedAtTheGate(answer)) deps.log.error('Supabase refuses the key of the relay', new Error(`${answer.status}`))
  else headers.set(passedHeader, 'passed')
  return new Response(answer.body, { status: answer.status, headers })
}

/** Said by what stands before Auth, about keys; Auth itself names its errors in another header. */
function isRefusedAtTheGate(answer: Response): boolean {
  return answer.status === 401 && answer.headers.get('sb-error-code')?.startsWith('UNAUTHORIZED') === true
}

type Visit = { request: Request; address: string; body: string }

async function callAuth(path: string, { request, address, body }: Visit, deps: AuthRelayDeps): Promise<Response> {
  const headers = new Headers({ apikey: deps.secretKey, 'sb-forwarded-for': address })
  for (const name of passedOn) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const signal = AbortSignal.timeout(patienceMs)
  try {
    return await deps.fetch(`${deps.supabaseUrl}/auth/v1${path}`, { method: 'POST', headers, body, signal })
  } catch (cause) {
    // Auth may have got it all the same: this is no refusal of the relay's own.
    return respondWithError(new AppError('internal', { cause }), deps.log)
  }
}
