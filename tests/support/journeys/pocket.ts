import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterEach } from 'vitest'
import type { Session as PhoneSession } from '../../../local/phone/client/session/session.ts'
import { addresses } from './addresses.ts'
import { appleAccountOf } from './app-store.ts'
import { createPerson, openSession, type Person } from './people.ts'
import { signInUnseen } from './web.ts'

/** One person with the app and the website on one small screen, signed in to both. */
export type Pocket = { person: Person; phone: Page; web: Page; context: BrowserContext; close: () => Promise<void> }

type Options = { person?: Person; appleAccount?: string }

/** Signing in is not shown: it has tests of its own, and these are many. The Apple Account is the person's own unless named. */
export async function openPocket(browser: Browser, options: Options = {}): Promise<Pocket> {
  const person = options.person ?? (await createPerson())
  const { access_token, refresh_token, expires_at = 0, user } = await openSession(person)
  const session: PhoneSession = {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: expires_at,
    user: { id: user.id, email: person.email },
  }
  const localStorage = [
    { name: 'tandem.session', value: JSON.stringify(session) },
    { name: 'tandem.apple-account', value: options.appleAccount ?? appleAccountOf(person) },
  ]
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-SG',
    // The website writes every date in UTC, the phone where it is.
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    storageState: { cookies: [], origins: [{ origin: new URL(addresses().phone).origin, localStorage }] },
  })
  await signInUnseen(context, person)
  const [phone, web] = [await context.newPage(), await context.newPage()]
  await phone.goto(addresses().phone)
  await phone.getByRole('heading', { name: 'Home' }).waitFor()
  return { person, phone, web, context, close: () => context.close() }
}

/** What a subscriber to Standard by the App Store is told; for `expectBothSay`. */
export const standardByAppStore = {
  phone: [/^Standard$/, /^Active$/, /^Renews on/],
  web: [/^Standard$/, /^Active$/, /Through the App Store/],
}

/** For journeys of several people: what a test opens is closed after it. */
export function providePockets(browser: { get(): Browser }): (options?: Options) => Promise<Pocket> {
  const pockets: Pocket[] = []
  afterEach(async () => {
    await Promise.all(pockets.splice(0).map(({ close }) => close()))
  })
  return async (options) => {
    const pocket = await openPocket(browser.get(), options)
    pockets.push(pocket)
    return pocket
  }
}
