import type { AppLoadContext } from '@remix-run/node'
import type { Session } from '@supabase/supabase-js'
import { keepAppleToken } from '#app/auth/keep-apple-token.server.ts'
import { rememberMethod } from '#app/auth/last-method.server.ts'
import type { Problem } from '#app/auth/notices.ts'
import { forgetFlow, type ProviderFlow, readFlow } from '#app/auth/provider-flow.server.ts'
import { readUser } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { openSessionApart, type RequestSession } from '#app/auth/supabase.server.ts'
import { takeOverSession } from '#app/auth/take-over-session.server.ts'
import { toProblem } from '#app/auth/to-problem.server.ts'
import { toProblemPath } from '#app/auth/to-problem-path.ts'

type Asked = { request: Request; context: AppLoadContext }

/** The way back from Apple or Google: ends where the person set out for, or where they began, with a sentence. */
export async function finishProvider(asked: Asked): Promise<Response> {
  const query = new URL(asked.request.url).searchParams
  const flowId = query.get('flow')
  const flow = await readFlow(asked.request, flowId)
  const headers = new Headers()
  if (flow && flowId) headers.append('Set-Cookie', await forgetFlow(flowId))

  const refusal = readRefusal(query)
  if (refusal) return turnBack(asked, flow, refusal, headers)
  const code = query.get('code')
  if (!flow || !code) return turnBack(asked, flow, 'expired', headers)

  const apart = openSessionApart(asked.request, asked.context)
  const options = flow.verifierId ? { flowId: flow.verifierId } : undefined
  const { data, error } = await apart.supabase.auth.exchangeCodeForSession(code, options)
  if (error) return turnBack(asked, flow, toProblem(error), headers)
  return accept(asked, flow, apart, data.session, headers)
}

function readRefusal(query: URLSearchParams): Problem | null {
  const [error, code] = [query.get('error'), query.get('error_code')]
  return error || code ? toProblem({ error, code, message: query.get('error_description') }) : null
}

/** Somebody who is signed in and only came back twice (the back button, a second tab) is not told of a fault. */
async function turnBack(
  { request, context }: Asked,
  flow: ProviderFlow | null,
  problem: Problem,
  headers: Headers,
): Promise<Response> {
  const way = flow ?? { purpose: 'sign-in' as const, next: '/account', provider: null }
  const isHere = way.purpose === 'sign-in' && (await readUser(request, context)) !== null
  return redirectWithSession(context, isHere ? way.next : toProblemPath(way, problem), headers)
}

async function accept(
  asked: Asked,
  flow: ProviderFlow,
  apart: RequestSession,
  session: Session,
  headers: Headers,
): Promise<Response> {
  const { request, context } = asked
  if (flow.userId && !(await isSamePerson(asked, flow.userId, session))) {
    await apart.supabase.auth.signOut({ scope: 'local' })
    return turnBack(asked, flow, 'another_user', headers)
  }
  await takeOverSession(request, context, apart)
  if (flow.provider === 'apple' && session.provider_refresh_token)
    await keepAppleToken(apart.supabase, session.provider_refresh_token)
  await rememberMethod(headers, flow.provider)
  const path = flow.purpose === 'link' ? `/account/sign-in?linked=${flow.provider}` : flow.next
  return redirectWithSession(context, path, headers)
}

/** The account that set out, is still signed in here, and has come back. */
async function isSamePerson({ request, context }: Asked, userId: string, session: Session): Promise<boolean> {
  const user = await readUser(request, context)
  return session.user.id === userId && user?.id === userId
}
