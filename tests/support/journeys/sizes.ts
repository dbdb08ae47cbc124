import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { createPerson, type Person } from './people.ts'
import { signInUnseen } from './web.ts'

/** What every flow on the web has to work on: `describe.each(sizes)`. */
export const sizes = [
  { size: 'a desktop', viewport: { width: 1280, height: 800 } },
  { size: 'a phone', viewport: { width: 390, height: 844 } },
]

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
