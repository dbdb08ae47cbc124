import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { safeNext } from '#app/auth/safe-next.ts'
import { env } from '#app/env.server.ts'

/** Carries the address from the form that asked for a mail to the form for its code, so that it is in no URL and in no log. */
const cookie = createCookie('tandem-pending-code', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  secure: env.SITE_URL.startsWith('https:'),
  maxAge: 3600,
})

const pendingSchema = z.object({
  email: z.string(),
  next: z.string().transform((next) => safeNext(next)),
  kind: z.enum(['sign-up', 'sign-in', 'recovery']),
})

export type PendingCode = z.infer<typeof pendingSchema>

/** null on another device, after an hour, and when nobody waits for a mail. */
export async function readPendingCode(request: Request): Promise<PendingCode | null> {
  const result = pendingSchema.safeParse(await cookie.parse(request.headers.get('Cookie')))
  return result.success ? result.data : null
}

/** Headers for the redirect to the form for the code. */
export async function rememberPendingCode(pending: PendingCode): Promise<Headers> {
  return new Headers({ 'Set-Cookie': await cookie.serialize(pending) })
}

/** Headers for the redirect that ends the waiting. */
export async function forgetPendingCode(): Promise<Headers> {
  return new Headers({ 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) })
}
