import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { env } from '#app/env.server.ts'

const methodSchema = z.enum(['apple', 'google', 'password', 'code'])
export type Method = z.infer<typeof methodSchema>

/** Which button worked last in this browser, and nothing about who pressed it: the computer may be shared. */
const cookie = createCookie('tandem-last-method', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  secure: env.SITE_URL.startsWith('https:'),
  maxAge: 365 * 24 * 3600,
})

export async function readLastMethod(request: Request): Promise<Method | null> {
  const result = methodSchema.safeParse(await cookie.parse(request.headers.get('Cookie')))
  return result.success ? result.data : null
}

export async function rememberMethod(headers: Headers, method: Method): Promise<void> {
  headers.append('Set-Cookie', await cookie.serialize(method))
}
