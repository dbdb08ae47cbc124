import type { Page } from 'playwright-core'
import { addresses } from './addresses.ts'

export type ProviderPerson = { email: string; name?: string; hide?: boolean; verified?: boolean }

/** Presses "Continue with Apple" or "Continue with Google", wherever that button is; ends on the provider's page. */
export async function leaveForProvider(page: Page, provider: 'Apple' | 'Google'): Promise<void> {
  await page.getByRole('link', { name: `Continue with ${provider}` }).click()
  await page.getByRole('heading', { name: `Sign in with ${provider}` }).waitFor()
}

/** Fills in the provider's page as somebody whom it does not know yet; ends where the website leads. */
export async function enterAtProvider(
  page: Page,
  { email, name = 'Ann Tan', ...person }: ProviderPerson,
): Promise<void> {
  const form = page.locator('section').filter({ has: page.getByLabel('E-mail address') })
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('E-mail address').fill(email)
  if (person.hide) await form.getByLabel('Hide My Email').check()
  if (person.verified === false) await form.getByLabel('Google has verified this address').uncheck()
  await form.getByRole('button', { name: 'Continue' }).click()
  await backOnTheWeb(page)
}

/** Picks an account that the provider shows because it was used before; Apple may ask once more what it may tell. */
export async function chooseAtProvider(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: email }).click()
  await backOnTheWeb(page)
}

export async function cancelAtProvider(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel' }).click()
  await backOnTheWeb(page)
}

async function backOnTheWeb(page: Page): Promise<void> {
  const { origin } = new URL(addresses().web)
  await page.waitForURL((url) => url.origin === origin && url.pathname !== '/auth/callback')
}

/** From the sign-in page to the account, by the provider. */
export async function signInByProvider(
  page: Page,
  provider: 'Apple' | 'Google',
  person: ProviderPerson,
): Promise<void> {
  await page.goto(new URL('/sign-in', addresses().web).href)
  await leaveForProvider(page, provider)
  await enterAtProvider(page, person)
}
