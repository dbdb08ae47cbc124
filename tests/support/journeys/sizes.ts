import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { createPerson, type Person } from './people.ts'
import { signInUnseen } from './web.ts'

export const desktop = { size: 'a desktop', viewport: { width: 1280, height: 800 } }
export const phone = { size: 'a phone', viewport: { width: 390, height: 844 } }

/**
 * What every flow on the web has to work on: `describe.each(sizes)`. The narrow screen is where a flow breaks, so it alone is tried
 * each time; TANDEM_SIZES=both tries the wide one too. That each page fits both is tested by itself (accessibility.test.ts).
 */
export const sizes = process.env.TANDEM_SIZES === 'both' ? [desktop, phone] : [phone]

/** A browser for a file of tests. */
export function provideBrowser(): { get(): Browser } {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  return { get: () => browser }
}

export type Visitor = { person: Person; page: Page; context: BrowserContext }

/** Somebody with an account, signed in, in a browser of their own. */
export async function openVisitor(browser: Browser, viewport: { width: number; height: number }): Promise<Visitor> {
  const person = await createPerson()
  const context = await browser.newContext({ viewport, locale: 'en-SG', reducedMotion: 'reduce' })
  await signInUnseen(context, person)
  return { person, page: await context.newPage(), context }
}
