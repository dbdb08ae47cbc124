import { localKeys } from './supabase/local-keys.ts'

export const demoUser = { email: 'demo@tandem.example', password: 'tandem-demo' } as const

/** Makes the account that the start prints; one that is there already stays as it is, whatever its password is now. */
export async function createDemoUser(apiUrl: string): Promise<void> {
  const answer = await fetch(`${apiUrl}/auth/v1/admin/users`, {
    method: 'POST',
    headers: {
      apikey: localKeys.secret,
      authorization: `Bearer ${localKeys.secret}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...demoUser, email_confirm: true }),
  })
  const { error_code } = (await answer.json()) as { error_code?: string }
  if (!answer.ok && error_code !== 'email_exists')
    throw new Error(`The demo user could not be made (status ${answer.status}).`)
}
