import { randomUUID } from 'node:crypto'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { addresses } from './addresses.ts'
import type { Person } from './people.ts'

/** A phone in a hand, with nobody signed in; its Apple Account is nobody else's. */
export async function openPhone(context: BrowserContext, appleAccount: string = randomUUID()): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(
    (account) => localStorage.getItem('tandem.apple-account') ?? localStorage.setItem('tandem.apple-account', account),
    appleAccount,
  )
  await page.goto(addresses().phone)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  return page
}

/** Name, e-mail, ways to sign in, devices and data. */
export async function openAccountScreen(page: Page): Promise<void> {
  await openTab(page, 'Home')
  await page.getByRole('button', { name: 'Name, sign-in and data' }).click()
  await page.getByRole('button', { name: 'Sign out other devices' }).waitFor()
}

/** What our server has asked Apple about somebody who signed in with it, the newest first. */
export async function readAppleLog(email: string): Promise<{ action: string; client_id: string; outcome: string }[]> {
  const response = await fetch(`${addresses().identity}/apple/log?email=${encodeURIComponent(email)}`)
  return (await response.json()) as { action: string; client_id: string; outcome: string }[]
}

/** The token that the phone holds runs out: with the next request it asks for another one. */
export async function letTokenRunOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('tandem.session') ?? '{}')
    localStorage.setItem('tandem.session', JSON.stringify({ ...session, expiresAt: 1 }))
  })
}

/** Signs in on the phone; every person has an Apple Account of their own. */
export async function signInOnPhone(page: Page, person: Person): Promise<void> {
  await page.addInitScript(
    (account) => localStorage.setItem('tandem.apple-account', account),
    `Apple Account of ${person.email}`,
  )
  await page.goto(addresses().phone)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}

export const openTab = (page: Page, name: 'Home' | 'Lessons' | 'Subscribe') => page.getByRole('tab', { name }).click()

/** The card on the home screen that says what the user is entitled to, asked anew. */
export async function openPass(page: Page): Promise<Locator> {
  await openTab(page, 'Home')
  await page.getByRole('button', { name: 'Refresh' }).click()
  return page.getByRole('region', { name: 'Your subscription' })
}

export async function subscribeOnPhone(page: Page, planName: string): Promise<void> {
  await openTab(page, 'Subscribe')
  await page.getByRole('button', { name: `Subscribe to ${planName}` }).click()
  await page.getByRole('button', { name: 'Confirm purchase' }).click()
  await page.getByText(`Welcome to ${planName}.`).waitFor()
}

/** Apple's page for subscriptions, as the app opens it from its home screen. */
export async function openManageSheet(page: Page): Promise<Locator> {
  await openPass(page)
  await page.getByRole('button', { name: 'Manage subscription' }).click()
  return page.getByRole('dialog', { name: 'Manage subscription' })
}

/** What belongs to the device and not to the app; folded away where the phone fills the screen. */
export async function openDeviceSettings(page: Page): Promise<Locator> {
  const settings = page.getByRole('complementary', { name: 'Device settings' })
  if (!(await settings.getByLabel('Storefront').isVisible())) await settings.getByText('Device settings').click()
  return settings
}
