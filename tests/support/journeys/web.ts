import type { BrowserContext, Page } from 'playwright-core'
import { addresses } from './addresses.ts'
import type { Person } from './people.ts'

export const cards = {
  good: '4242 4242 4242 4242',
  asksForAuthentication: '4000 0025 0000 3155',
  /** The bank asks at each payment, renewals included. */
  asksAlways: '4000 0027 6000 3184',
  declined: '4000 0000 0000 9995',
  /** Is accepted, and declined at each charge after the first. */
  failsLater: '4000 0000 0000 0341',
  other: '5555 5555 5555 4444',
}

export async function openWeb(page: Page, path: string, until: 'load' | 'commit' = 'load'): Promise<void> {
  await page.goto(new URL(path, addresses().web).href, { waitUntil: until })
}

export async function signInOnWeb(page: Page, person: Person): Promise<void> {
  await openWeb(page, '/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  // Not by the "Sign out" button: on a small screen it is inside the menu.
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Presses "Sign out", which is inside the menu on a small screen. */
export async function signOut(page: Page): Promise<void> {
  const menu = page.locator('summary', { hasText: 'Menu' })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** Sends the form of the sign-in page without showing it: for tests of something else, which are many. */
export async function signInUnseen(context: BrowserContext, { email, password }: Person): Promise<void> {
  const { web } = addresses()
  const form = { email, password, next: '/account' }
  const response = await context.request.post(`${web}/sign-in`, { form, headers: { origin: web }, maxRedirects: 0 })
  if (response.status() !== 302) throw new Error(`Nobody was signed in: ${response.status()}`)
}

/** From the plan's page to the card form, filled and sent. Without the trial: these journeys are about a payment. */
export async function payByCard(page: Page, plan: string, card: string): Promise<void> {
  await openWeb(page, `/subscribe/${plan}?trial=no`)
  await enterCard(page, card)
}

/** Fills the card form that is open and sends it, whatever its button is called. */
export async function enterCard(page: Page, card: string, button: RegExp = /^(Pay|Start|Save card)/): Promise<void> {
  await fillCard(page, card)
  await page.getByRole('button', { name: button }).click()
}

export async function fillCard(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card)
  await page.getByLabel('Expiration date').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
}

export async function subscribeOnWeb(page: Page, plan: string): Promise<void> {
  await payByCard(page, plan, cards.good)
  await page.getByRole('heading', { name: 'You are in' }).waitFor()
}

export async function startTrialOnWeb(page: Page, card: string = cards.good): Promise<void> {
  await openWeb(page, '/subscribe/premium')
  await enterCard(page, card, /^Start 7 days free$/)
}

/** What the account page says a subscription is, for example "Active". */
export async function expectAccountSays(page: Page, label: string): Promise<void> {
  await openWeb(page, '/account')
  await page.getByRole('main').getByText(label, { exact: true }).first().waitFor()
}

/** Whether the premium lesson opens, as a person would find out. */
export async function expectPremium(page: Page, expected: 'open' | 'locked'): Promise<void> {
  await openWeb(page, '/lessons/the-long-descent')
  const words = expected === 'open' ? 'A third brake that drags the whole way' : /^This lesson is part of/
  await page.getByText(words).waitFor()
}
