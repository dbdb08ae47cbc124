import { createHash, randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { TestApi } from '../test-api.ts'
import type { Person, Provider } from './walk-provider.ts'

export const bundleId = 'com.example.tandem'
export const googleIosClient = 'tandem-ios.apps.googleusercontent.com'
export const googleWebClient = 'tandem-web.apps.googleusercontent.com'

export type SheetAnswer = {
  id_token: string
  user: string
  authorization_code: string
  access_token: string
  email: string | null
  full_name: { given_name: string; family_name: string } | null
}

export const hashNonce = (nonce: string) => createHash('sha256').update(nonce).digest('hex')

/** What the app gets from the provider's sheet on the phone. */
export async function openSheet(
  { identityUrl }: Pick<TestApi, 'identityUrl'>,
  provider: Provider,
  person: Person,
  asked: Record<string, unknown> = {},
): Promise<SheetAnswer> {
  const body = {
    account: { email: person.email, name: person.name ?? 'Ann Tan', email_verified: person.verified ?? true },
    client_id: provider === 'apple' ? bundleId : googleIosClient,
    ...(provider === 'apple' ? { hide_email: person.hide ?? false } : {}),
    ...asked,
  }
  const answer = await fetch(`${identityUrl}/${provider}/native`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`The sheet answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as SheetAnswer
}

/** Signs in as the app does: the sheet gets the nonce's hash, Auth the nonce itself. */
export async function signInOnThePhone(api: TestApi, provider: Provider, person: Person, client?: SupabaseClient) {
  const nonce = randomUUID()
  const sheet = await openSheet(api, provider, person, { nonce: hashNonce(nonce) })
  const phone = client ?? api.createClient()
  return phone.auth.signInWithIdToken({ provider, token: sheet.id_token, nonce })
}
