import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { toIntentId } from '#app/billing/read-order.ts'
import { env } from '#app/env.server.ts'

/**
 * Which payment this browser began for whom. The address of the page after paying holds a secret that anybody may have sent:
 * only with this cookie, which no script can read, does that page say what became of it.
 */
const cookie = createCookie('tandem-payment', {
  path: '/',
  // Lax, because the bank's page leads back here.
  sameSite: 'lax',
  httpOnly: true,
  secure: env.SITE_URL.startsWith('https:'),
  maxAge: 86_400,
})

const begunSchema = z.object({ userId: z.string(), intentId: z.string(), planId: z.string() })

export type BegunPayment = z.infer<typeof begunSchema>

/** null when this browser began nothing for this user in the last day. */
export async function readBegunPayment(request: Request, userId: string): Promise<BegunPayment | null> {
  const result = begunSchema.safeParse(await cookie.parse(request.headers.get('Cookie')))
  return result.success && result.data.userId === userId ? result.data : null
}

/** The header that goes with the payment's secret. The cookie holds the payment's id only. */
export async function rememberPayment(userId: string, clientSecret: string, planId: string): Promise<string> {
  return cookie.serialize({ userId, intentId: toIntentId(clientSecret), planId })
}
