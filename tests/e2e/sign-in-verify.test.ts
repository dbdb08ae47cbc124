import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { confirmByPassword, letSignInGrowOld } from '../support/journeys/account.ts'
import { waitForNextMail } from '../support/journeys/mails.ts'
import { operate } from '../support/journeys/operator.ts'
import { says } from '../support/journeys/page-acts.ts'
import { createEmail, createPerson, type Person } from '../support/journeys/people.ts'
import {
  cancelAtProvider,
  chooseAtProvider,
  enterAtProvider,
  leaveForProvider,
  signInByProvider,
} from '../support/journeys/sign-in.ts'
import { provideBrowser, sizes } from '../support/journeys/sizes.ts'
import { openWeb, signInUnseen } from '../support/journeys/web.ts'

const browser = provideBrowser()
const asks = (page: Page) => page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()

describe.each(sizes)('“Confirm that it is you” on $size', ({ viewport }) => {
  let context: BrowserContext
  let page: Page
  let person: Person
  beforeEach(async () => {
    person = await createPerson()
    context = await browser.get().newContext({ viewport, locale: 'en-SG', reducedMotion: 'reduce' })
    page = await context.newPage()
  })
  afterEach(() => context.close())

  /** Whose account it is goes with the context: somebody who signed in an hour ago wants to change the password. */
  async function comeAfterAnHour(): Promise<void> {
    await signInUnseen(context, person)
    await letSignInGrowOld(context, person)
    await openWeb(page, '/account/password')
    await asks(page)
  }

  it('is not asked of who has just signed in', async () => {
    await signInUnseen(context, person)
    await openWeb(page, '/account/password')
    await page.getByRole('heading', { name: 'Change your password' }).waitFor()
  })

  it('a wrong password is said at its field, and the right one leads on', async () => {
    await comeAfterAnHour()
    await confirmByPassword(page, 'not my password')
    await says(page, 'This is not your password.')
    await confirmByPassword(page, person.password)
    await page.getByRole('heading', { name: 'Change your password' }).waitFor()
  })

  it('a code by email leads on too, without JavaScript', async () => {
    await signInUnseen(context, person)
    await letSignInGrowOld(context, person)
    const storageState = await context.storageState()
    const plain = await browser.get().newContext({ viewport, storageState, javaScriptEnabled: false })
    const there = await plain.newPage()
    await openWeb(there, '/account/password')
    await there.getByRole('button', { name: 'Email me a code' }).click()
    await says(there, 'We have sent you an email with a code.')
    await there.getByLabel('6-digit code').fill((await waitForNextMail(person.email)).code)
    await there.getByRole('button', { name: 'Confirm' }).click()
    await there.getByRole('heading', { name: 'Change your password' }).waitFor()
    await plain.close()
  })

  it('asks a person without a password by the provider they have, and refuses another account of theirs', async () => {
    const email = createEmail()
    await signInByProvider(page, 'Google', { email })
    await letSignInGrowOld(context, { id: await readUserId(email) })
    await openWeb(page, '/account/delete')
    await asks(page)
    expect(await page.getByLabel('Password').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Continue with Apple' }).count()).toBe(0)

    await leaveForProvider(page, 'Google')
    await cancelAtProvider(page)
    await says(page, 'You stopped before Google was done. Nothing has changed.')

    await leaveForProvider(page, 'Google')
    await enterAtProvider(page, { email: createEmail() })
    await says(page, /^That Google account signs in to another account/)
    await says(page, email)

    await leaveForProvider(page, 'Google')
    await chooseAtProvider(page, email)
    await page.getByRole('heading', { name: 'Delete your account' }).waitFor()
  })
})

async function readUserId(email: string): Promise<string> {
  const [user] = await operate('select id from auth.users where email = $1', [email])
  return String(user?.id)
}
