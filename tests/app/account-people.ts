import { buildRequest, buildSession, buildSessionCookie } from './fake-supabase.ts'

type Form = Record<string, string>

/** Somebody who signed in `signedInAgo` seconds ago: 0 is fresh, 1000 is not. */
export function openAccount(signedInAgo = 0) {
  const session = buildSession('ana@example.com', 3600, signedInAgo)
  const cookie = buildSessionCookie(session)
  return {
    user: session.user,
    signedIn: { 'GET /auth/v1/user': { body: session.user } },
    at: (path: string, form?: Form) => ({ request: buildRequest(path, { cookie, form }), context: {}, params: {} }),
  }
}

/** Where an answer, or a thrown redirect, leads. */
export async function readRedirect(answer: Promise<unknown>): Promise<[number, string | null]> {
  const response = await answer.catch((thrown: unknown) => thrown)
  if (!(response instanceof Response)) throw new Error(`No redirect, but ${JSON.stringify(response)}`)
  return [response.status, response.headers.get('Location')]
}

export const verifyFirst = (next: string): [number, string] => [302, `/account/verify?next=${encodeURIComponent(next)}`]
