import { Hono } from 'hono'
import { z } from 'zod'
import { openAccount, personSchema } from '../accounts.ts'
import { IdentityError } from '../identity-error.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { readJson } from '../read-request.ts'
import { createAccessToken } from './create-token-routes.ts'
import { signGoogleToken } from './sign-google-token.ts'

const sheetSchema = z.object({
  account: personSchema,
  /** The iOS client id. */
  client_id: z.string(),
  /** The web client id, when the app asks for a token that its server shall read (`serverClientID`). */
  server_client_id: z.string().optional(),
  /** Goes into the token as it is; Supabase wants it to be the SHA-256 of the nonce in hexadecimal digits. */
  nonce: z.string().optional(),
})

/** What Google's iOS library gives the app when the person agrees. */
export function createNativeRoutes(parts: IdentityParts): Hono {
  const routes = new Hono()
  routes.post('/native', async (c) => {
    const sheet = await readJson(c, sheetSchema)
    const audience = sheet.server_client_id ?? sheet.client_id
    for (const id of [sheet.client_id, audience])
      if (!parts.clientIds.google.includes(id))
        throw new IdentityError('invalid_client', `${id} is not registered with Google.`)
    const account = openAccount(parts, 'google', sheet.account)
    parts.save()
    const access_token = createAccessToken()
    const id_token = await signGoogleToken(parts, account, {
      audience,
      askedBy: sheet.client_id,
      nonce: sheet.nonce ?? null,
      accessToken: access_token,
    })
    return c.json({ id_token, access_token, user: account.id })
  })
  return routes
}
