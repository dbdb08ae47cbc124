import { randomUUID } from 'node:crypto'
import { createClient, type Session } from '@supabase/supabase-js'
import { localKeys } from '../../../local/supabase/local-keys.ts'
import { addresses } from './addresses.ts'

/** Nobody has this address yet. */
export const createEmail = () => `${randomUUID().slice(0, 8)}@example.com`

export type Person = { id: string; email: string; password: string }

/** A person with a confirmed account, made as an operator would; the sign-up itself has a test of its own. */
export async function createPerson(): Promise<Person> {
  const admin = createClient(addresses().api, localKeys.secret, { auth: { persistSession: false } })
  const credentials = { email: createEmail(), password: `${randomUUID()}!` }
  const { data, error } = await admin.auth.admin.createUser({ ...credentials, email_confirm: true })
  if (error) throw error
  return { id: data.user.id, ...credentials }
}

/** A token as the apps hold it after sign-in. */
export async function signIn(person: Person): Promise<string> {
  return (await openSession(person)).access_token
}

export async function openSession(person: Person): Promise<Session> {
  const client = createClient(addresses().api, localKeys.publishable, { auth: { persistSession: false } })
  const { data, error } = await client.auth.signInWithPassword(person)
  if (error) throw error
  return data.session
}

/** The entitlements that the person reads, as a client does: over the API, under row-level security. */
export async function readRights(token: string) {
  const response = await fetch(`${addresses().api}/rest/v1/entitlements?select=*&order=entitlement`, {
    headers: { apikey: localKeys.publishable, authorization: `Bearer ${token}` },
  })
  return (await response.json()) as {
    entitlement: string
    status: string
    store: string
    access_ends_at: string | null
  }[]
}
