import { z } from 'zod'
import { AuthFailure } from './auth-failure.ts'
import type { ExternalProvider } from './external-provider.ts'

export type ProviderTokens = { idToken: string; accessToken: string; refreshToken: string | null }

const answerSchema = z.object({
  id_token: z.string(),
  access_token: z.string(),
  refresh_token: z.string().optional(),
})

/** Hands the provider its code and our secret. */
export async function exchangeCode(
  provider: ExternalProvider,
  code: string,
  redirectUri: string,
): Promise<ProviderTokens> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: provider.clientIds[0] ?? '',
    client_secret: provider.settings.secret,
    code,
    redirect_uri: redirectUri,
  })
  try {
    const answer = await fetch(provider.settings.token, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })
    const tokens = answerSchema.parse(await answer.json())
    return {
      idToken: tokens.id_token,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
    }
  } catch {
    throw new AuthFailure(500, 'unexpected_failure', `Unable to exchange external code: ${code.slice(0, 4)}`)
  }
}
