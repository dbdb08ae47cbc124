import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { env } from '#app/env.server.ts'

/** Carries the address from the sign-up form to the code form, so that it is in no URL and in no log. */
const cookie = createCookie('tandem-pending-sign-up', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  secure: env.SITE_URL.startsWith('https:'),
  maxAge: 3600,
})

const pendingSchema = z.object({ email: z.string(), next: z.string() })

export type PendingSignUp = z.infer<typeof pendingSchema>

/** null on another device, after an hour, and when nobody is signing up. */
export async function readPendingSignUp(request: Request): Promise<PendingSignUp | null> {
  const result = pendingSchema.safeParse(await cookie.parse(request.headers.get('Cookie')))
  return result.success ? result.data : null
}

/** Headers for the redirect to the code form. */
export async function rememberPendingSignUp(pending: PendingSignUp): Promise<Headers> {
  return new Headers({ 'Set-Cookie': await cookie.serialize(pending) })
}

/** Headers for the redirect that ends the sign-up. */
export async function forgetPendingSignUp(): Promise<Headers> {
  return new Headers({ 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) })
}
