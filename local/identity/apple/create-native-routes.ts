import { Hono } from 'hono'
import { z } from 'zod'
import { openAccount, personSchema } from '../accounts.ts'
import { IdentityError } from '../identity-error.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { readJson } from '../read-request.ts'
import { meetApp } from './consent.ts'
import { signAppleToken } from './sign-apple-token.ts'

const sheetSchema = z.object({
  account: personSchema,
  /** The bundle id. */
  client_id: z.string(),
  /** As the app gives it to the sheet: the SHA-256 of its nonce in hexadecimal digits. */
  nonce: z.string().optional(),
  hide_email: z.boolean().default(false),
})

/** The sheet that iOS itself shows: what the phone gets when the person agrees (ASAuthorizationAppleIDCredential). */
export function createNativeRoutes(parts: IdentityParts): Hono {
  const routes = new Hono()
  routes.post('/native', async (c) => {
    const sheet = await readJson(c, sheetSchema)
    if (!parts.clientIds.apple.includes(sheet.client_id))
      throw new IdentityError('invalid_client', `${sheet.client_id} is not registered for Sign in with Apple.`)
    const account = openAccount(parts, 'apple', sheet.account)
    const first = meetApp(parts, account, sheet.hide_email)
    const nonce = sheet.nonce ?? null
    const client = { clientId: sheet.client_id, nonce }
    const code = parts.codes.give({ provider: 'apple', accountId: account.id, redirectUri: null, ...client })
    parts.save()
    return c.json({
      id_token: await signAppleToken(parts, account, client),
      authorization_code: code,
      user: account.id,
      email: first?.email ?? null,
      full_name: first && { given_name: first.name.firstName, family_name: first.name.lastName },
    })
  })
  return routes
}
