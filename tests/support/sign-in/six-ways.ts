import { randomUUID } from 'node:crypto'
import { createChallenge, createSwiftApp } from '../swift/swift-app.ts'
import type { TestApi } from '../test-api.ts'
import { hashNonce, openSheet } from './use-sheet.ts'
import { openBrowser, type Provider, signInOnTheWeb } from './walk-provider.ts'

export const sixWays = [
  'Apple on the web',
  'Google on the web',
  'e-mail on the web',
  'Apple on the iPhone',
  'Google on the iPhone',
  'e-mail on the iPhone',
] as const
export type Way = (typeof sixWays)[number]

/** Signs in by a way, as a person with this address would, whoever they are to us already. Gives the user's id. */
export type SignIn = (way: Way, email: string) => Promise<string>

/** The website by supabase-js, as it is used there; the iPhone by the requests of supabase-swift. */
export function createSignIn(api: TestApi): SignIn {
  const ways: Record<Way, (email: string) => Promise<string>> = {
    'Apple on the web': (email) => onTheWeb(api, 'apple', email),
    'Google on the web': (email) => onTheWeb(api, 'google', email),
    'e-mail on the web': (email) => byLink(api, email),
    'Apple on the iPhone': (email) => onTheIPhone(api, 'apple', email),
    'Google on the iPhone': (email) => onTheIPhone(api, 'google', email),
    'e-mail on the iPhone': (email) => byCodeOrSignUp(api, email),
  }
  return (way, email) => ways[way](email)
}

async function onTheWeb(api: TestApi, provider: Provider, email: string): Promise<string> {
  return (await signInOnTheWeb(openBrowser(api.url), provider, { email })).user.id
}

async function onTheIPhone(api: TestApi, provider: Provider, email: string): Promise<string> {
  const nonce = randomUUID()
  const { id_token } = await openSheet(api, provider, { email }, { nonce: hashNonce(nonce) })
  const body = { provider, id_token, nonce, link_identity: false }
  return (await createSwiftApp(api.url).sendForSession('auth.signInWithIdToken(credentials:)', { body })).user.id
}

/** The website asks for the address alone, and the mail's link leads in: sign-up and sign-in are one. */
async function byLink(api: TestApi, email: string): Promise<string> {
  const browser = openBrowser(api.url)
  const sent = await browser.auth.signInWithOtp({ email, options: { shouldCreateUser: true } })
  if (sent.error) throw sent.error
  const token_hash = /token_hash=([0-9a-f]+)/.exec((await api.readMail(email)).html)?.[1] ?? ''
  const { data, error } = await browser.auth.verifyOtp({ token_hash, type: 'email' })
  if (error) throw error
  return data.user?.id ?? ''
}

/** The app asks for a code, which only who has an account gets; else it signs up, with a password that it sets again. */
async function byCodeOrSignUp(api: TestApi, email: string): Promise<string> {
  const app = createSwiftApp(api.url)
  const readCode = async () => /\b\d{6}\b/.exec((await api.readMail(email)).text)?.[0] ?? ''
  const asked = await app.send('auth.signInWithOTP(email:shouldCreateUser:)', {
    body: { email, create_user: false, ...createChallenge() },
  })
  if (asked.status === 200) {
    const body = { email, token: await readCode(), type: 'email' }
    return (await app.sendForSession('auth.verifyOTP(email:token:type: .email)', { body })).user.id
  }
  const password = 'correct horse battery'
  await app.sendForUser('auth.signUp(email:password:)', { body: { email, password, ...createChallenge() } })
  const { access_token: token } = await app.sendForSession('auth.verifyOTP(email:token:type: .signup)', {
    body: { email, token: await readCode(), type: 'signup' },
  })
  return (await app.sendForUser('auth.update(user:)', { token, body: { password } })).id
}

/** Every order of so many of the ways. */
export function listOrders(length: number, left: readonly Way[] = sixWays): Way[][] {
  if (length === 0) return [[]]
  return left.flatMap((first) =>
    listOrders(
      length - 1,
      left.filter((way) => way !== first),
    ).map((rest) => [first, ...rest]),
  )
}
