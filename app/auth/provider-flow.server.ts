import { randomUUID } from 'node:crypto'
import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { providers } from '#app/auth/providers.ts'
import { safeNext } from '#app/auth/safe-next.ts'
import { env } from '#app/env.server.ts'

const flowSchema = z.object({
  provider: z.enum(providers),
  /** Signing in; adding a way to sign in; proving again that it is still the same person. */
  purpose: z.enum(['sign-in', 'link', 'verify']),
  next: z.string().transform((next) => safeNext(next)),
  /** Whose account it is about; null for a sign-in. */
  userId: z.string().nullable(),
  /** Names the PKCE verifier of this one way to the provider. */
  verifierId: z.string().nullable(),
})

export type ProviderFlow = z.infer<typeof flowSchema>
export type NewFlow = Omit<ProviderFlow, 'verifierId'>

const idPattern = /^[0-9a-f-]{36}$/

export const createFlowId = (): string => randomUUID()

/** What a person set out to do, on their way to Apple or Google and back: one cookie each, because two tabs may be on the way. */
function flowCookie(flowId: string) {
  return createCookie(`tandem-flow-${flowId}`, {
    path: '/auth/callback',
    sameSite: 'lax',
    httpOnly: true,
    secure: env.SITE_URL.startsWith('https:'),
    maxAge: 900,
  })
}

/** null when the way was begun in another browser, or too long ago. */
export async function readFlow(request: Request, flowId: string | null): Promise<ProviderFlow | null> {
  if (!flowId || !idPattern.test(flowId)) return null
  const result = flowSchema.safeParse(await flowCookie(flowId).parse(request.headers.get('Cookie')))
  return result.success ? result.data : null
}

export function rememberFlow(flowId: string, flow: ProviderFlow): Promise<string> {
  return flowCookie(flowId).serialize(flow)
}

export function forgetFlow(flowId: string): Promise<string> {
  return flowCookie(flowId).serialize('', { maxAge: 0 })
}
