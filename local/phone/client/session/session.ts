export type Session = {
  accessToken: string
  refreshToken: string
  /** Seconds since 1970, as in the answer of the Auth server. */
  expiresAt: number
  user: { id: string; email: string }
}

/** null when the answer holds no session: a sign-up that still waits for its code. */
export function toSession(json: unknown, nowSeconds: number): Session | null {
  const answer = json as {
    access_token?: string
    refresh_token?: string
    expires_in?: number
    expires_at?: number
    user?: { id?: string; email?: string }
  } | null
  if (!answer?.access_token || !answer.refresh_token || !answer.user?.id) return null
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: answer.expires_at ?? nowSeconds + (answer.expires_in ?? 3600),
    user: { id: answer.user.id, email: answer.user.email ?? '' },
  }
}
