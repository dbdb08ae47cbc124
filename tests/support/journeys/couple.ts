import type { Browser, Page } from 'playwright-core'
import { createPerson, type Person } from './people.ts'
import { signInOnPhone } from './phone.ts'
import { signInOnWeb } from './web.ts'

/** One person with a browser and a phone, signed in on both. */
export type Couple = { person: Person; web: Page; phone: Page; close: () => Promise<void> }

export async function openCouple(browser: Browser): Promise<Couple> {
  const person = await createPerson()
  const [webContext, phoneContext] = [
    await browser.newContext({ locale: 'en-SG' }),
    await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-SG' }),
  ]
  const [web, phone] = [await webContext.newPage(), await phoneContext.newPage()]
  await Promise.all([signInOnWeb(web, person), signInOnPhone(phone, person)])
  return {
    person,
    web,
    phone,
    close: async () => {
      await Promise.all([webContext.close(), phoneContext.close()])
    },
  }
}
