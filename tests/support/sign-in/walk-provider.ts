import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { localKeys } from '../../../local/supabase/local-keys.ts'

export type Provider = 'apple' | 'google'
export type Person = { email: string; name?: string; verified?: boolean; hide?: boolean }

/** A browser with its own storage: PKCE needs the verifier of the same browser. */
export function openBrowser(url: string): SupabaseClient {
  const kept = new Map<string, string>()
  return createClient(url, localKeys.publishable, {
    auth: {
      flowType: 'pkce',
      autoRefreshToken: false,
      detectSessionInUrl: false,
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
    },
  })
}

/** Follows Auth's address to the provider's page and gives back where that page is. */
export async function openProviderPage(address: string): Promise<string> {
  return readLocation(await fetch(address, { redirect: 'manual' }))
}

/** Fills in the provider's page and goes where it leads, to Auth and back: the address that the website is opened with. */
export async function passProvider(page: string, person: Person | 'cancel'): Promise<URL> {
  return new URL(readLocation(await submitToAuth(page, person)))
}

/** Auth's own answer to what the provider's page sends it. */
export async function submitToAuth(page: string, person: Person | 'cancel'): Promise<Response> {
  const answer = await fetch(page, { method: 'POST', body: toForm(person), redirect: 'manual' })
  if (answer.status === 302) return fetch(readLocation(answer), { redirect: 'manual' })
  const { action, fields } = readForm(await answer.text())
  return fetch(action, { method: 'POST', body: fields, redirect: 'manual' })
}

/** The form that Apple's page sends by itself. */
export function readForm(page: string): { action: string; fields: URLSearchParams } {
  const action = decodeSigns(/<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '')
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  if (!action) throw new Error(`The provider's page does not send anything back.\n${page}`)
  return { action, fields: new URLSearchParams(inputs.map(([, name = '', value = '']) => [name, decodeSigns(value)])) }
}

/** Signs in with the provider in this browser, from the button to the session. */
export async function signInOnTheWeb(browser: SupabaseClient, provider: Provider, person: Person) {
  const { data } = await browser.auth.signInWithOAuth({
    provider,
    options: { redirectTo: 'http://localhost:3000/auth/callback', skipBrowserRedirect: true },
  })
  const back = await passProvider(await openProviderPage(data.url ?? ''), person)
  const code = back.searchParams.get('code')
  if (!code) throw new Error(`Auth came back without a code: ${back.href}`)
  const answer = await browser.auth.exchangeCodeForSession(code)
  if (answer.error) throw answer.error
  return answer.data
}

function toForm(person: Person | 'cancel'): URLSearchParams {
  if (person === 'cancel') return new URLSearchParams({ action: 'cancel' })
  return new URLSearchParams({
    action: 'continue',
    name: person.name ?? 'Ann Tan',
    email: person.email,
    share: person.hide ? 'hide' : 'email',
    ...(person.verified === false ? {} : { email_verified: 'yes' }),
  })
}

function readLocation(answer: Response): string {
  const location = answer.headers.get('location')
  if (!location) throw new Error(`No address to go to, but an answer ${answer.status}.`)
  return location
}

function decodeSigns(text: string): string {
  const signs: Record<string, string> = { '&quot;': '"', '&amp;': '&', '&#39;': "'", '&lt;': '<', '&gt;': '>' }
  return text.replace(/&(?:quot|amp|#39|lt|gt);/g, (sign) => signs[sign] ?? sign)
}
