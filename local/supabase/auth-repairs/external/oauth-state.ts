import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { AuthFailure } from './auth-failure.ts'

const stateSchema = z.object({
  provider: z.string(),
  /** Where the person came from and goes back to. */
  referrer: z.string(),
  /** Empty for a flow without PKCE. */
  flow_state_id: z.string(),
  /** The user who links one more way to sign in; empty for a sign-in. */
  linking_target_id: z.string(),
})
export type OAuthState = z.infer<typeof stateSchema>

/** Signed, so that nobody can make up who links or where the browser goes; good for five minutes. */
export function signState(state: OAuthState, secret: string): Promise<string> {
  return new SignJWT(state)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret))
}

export async function readState(state: string | undefined, secret: string): Promise<OAuthState> {
  if (!state) throw new AuthFailure(400, 'bad_oauth_callback', 'OAuth state parameter missing')
  try {
    const { payload } = await jwtVerify(state, new TextEncoder().encode(secret), { algorithms: ['HS256'] })
    return stateSchema.parse(payload)
  } catch {
    throw new AuthFailure(400, 'bad_oauth_state', 'OAuth callback with invalid state')
  }
}
