import type { AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import type { Problem } from '#app/auth/notices.ts'
import { createFlowId, type NewFlow, rememberFlow } from '#app/auth/provider-flow.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase, type Supabase } from '#app/auth/supabase.server.ts'
import { toProblem } from '#app/auth/to-problem.server.ts'
import { toProblemPath } from '#app/auth/to-problem-path.ts'
import { env } from '#app/env.server.ts'
import { fetchWithTimeout } from '#app/http/fetch-with-timeout.server.ts'

const refusalSchema = z.object({ error_code: z.string() })

/** Sends the browser to Apple's or Google's page, or back with a sentence when the way there is closed. */
export async function startProvider(flow: NewFlow, request: Request, context: AppLoadContext): Promise<Response> {
  const flowId = createFlowId()
  const redirectTo = new URL(`/auth/callback?flow=${flowId}`, env.SITE_URL).href
  const { auth } = getSupabase(request, context)
  const way = await findWay(auth, flow, redirectTo)
  if ('problem' in way) return redirectWithSession(context, toProblemPath(flow, way.problem))

  const cookie = await rememberFlow(flowId, { ...flow, verifierId: way.verifierId })
  return redirectWithSession(context, way.address, new Headers({ 'Set-Cookie': cookie }))
}

type Way = { address: string; verifierId: string | null } | { problem: Problem }

async function findWay(auth: Supabase['auth'], flow: NewFlow, redirectTo: string): Promise<Way> {
  // On a borrowed computer the provider would otherwise take whoever is signed in there.
  const queryParams = flow.provider === 'google' ? { prompt: 'select_account' } : undefined
  const asked = { provider: flow.provider, options: { redirectTo, queryParams, skipBrowserRedirect: true } }
  if (flow.purpose === 'link') {
    const { data, error } = await auth.linkIdentity(asked)
    return error ? { problem: toProblem(error) } : { address: data.url ?? '', verifierId: data.flowId ?? null }
  }
  const { data } = await auth.signInWithOAuth(asked)
  const address = await askAuth(data.url ?? '')
  return typeof address === 'string' ? { address, verifierId: data.flowId ?? null } : address
}

/** Auth answers the browser with bare JSON when it refuses, so it is asked here, and the browser goes on from its answer. */
async function askAuth(url: string): Promise<string | { problem: Problem }> {
  try {
    const answer = await fetchWithTimeout(url, { redirect: 'manual' })
    const address = answer.headers.get('Location')
    if (address) return address
    const refusal = refusalSchema.safeParse(await answer.json().catch(() => null))
    return { problem: toProblem({ status: answer.status, code: refusal.data?.error_code }) }
  } catch (cause) {
    console.error(JSON.stringify({ level: 'error', event: 'auth_unreachable', cause: String(cause) }))
    return { problem: 'outage' }
  }
}
