import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { confirmByPassword, letSignInGrowOld, openSecurity } from '../support/journeys/account.ts'
import { followMail, readCode, waitForMail } from '../support/journeys/mails.ts'
import { operate } from '../support/journeys/operator.ts'
import { press } from '../support/journeys/page-acts.ts'
import { createEmail, createPerson, type Person } from '../support/journeys/people.ts'
import { cancelAtProvider, enterAtProvider, signInByProvider } from '../support/journeys/sign-in.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb, signInOnWeb, signInUnseen } from '../support/journeys/web.ts'

const browser = provideBrowser()
const contexts: BrowserContext[] = []
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
})

/** Another browser, as another device is. */
async function openBrowser(userAgent?: string): Promise<Page> {
  const viewport = { width: 390, height: 844 }
  const context = await browser.get().newContext({ viewport, locale: 'en-SG', reducedMotion: 'reduce', userAgent })
  contexts.push(context)
  return context.newPage()
}

async function openMember(userAgent?: string): Promise<{ page: Page; person: Person }> {
  const [page, person] = [await openBrowser(userAgent), await createPerson()]
  await signInUnseen(page.context(), person)
  return { page, person }
}

const newPassword = 'kettle bridge morning'
const says = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor()
const ways = (page: Page) => page.getByRole('list', { name: 'Ways to sign in' })
const devices = (page: Page) => page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')

async function savePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password').fill(password)
  await press(page, 'Save password')
}

it('a password is changed by who proves it is them, signs the other devices out, and is the only one from then on', async () => {
  const { page, person } = await openMember()
  const other = await openBrowser()
  await signInUnseen(other.context(), person)
  await letSignInGrowOld(page.context(), person)

  await openSecurity(page)
  await page.getByRole('link', { name: 'Change password' }).click()
  await confirmByPassword(page, person.password)
  await page.getByRole('heading', { name: 'Change your password' }).waitFor()
  await page.getByLabel('New password').fill('password1')
  await page
    .getByText(/^Too easy to guess/)
    .first()
    .waitFor()
  await press(page, 'Save password')
  await expect.poll(() => page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
  await savePassword(page, newPassword)
  await says(page, 'Your password is saved. Your other devices are signed out.')
  await expect.poll(() => devices(page).count()).toBe(1)
  await waitForMail(person.email, /password was changed/)

  const fresh = await openBrowser()
  await expect(signInUnseen(fresh.context(), person)).rejects.toThrow('Nobody was signed in')
  await signInOnWeb(fresh, { ...person, password: newPassword })
})

it('somebody who came with Google chooses a first password; an old session has to bring a code from a mail', async () => {
  const [page, email] = [await openBrowser(), createEmail()]
  await signInByProvider(page, 'Google', { email })
  await openSecurity(page)
  await page.getByRole('link', { name: 'Choose a password' }).click()
  await operate(
    `update auth.sessions set created_at = created_at - interval '2 days'
     where user_id = (select id from auth.users where email = $1)`,
    [email],
  )
  await savePassword(page, newPassword)
  const code = readCode(await waitForMail(email, /confirmation code/))
  await page.getByLabel('6-digit code').fill(code)
  await savePassword(page, newPassword)
  await says(page, 'Your password is saved.')
  await ways(page).getByRole('link', { name: 'Change password' }).waitFor()

  const fresh = await openBrowser()
  await signInOnWeb(fresh, { id: '', email, password: newPassword })
})

it('an address changes when both mails are opened, and not before', async () => {
  const { page, person } = await openMember()
  const wanted = createEmail()
  await openSecurity(page)
  await page.getByRole('link', { name: 'Change email' }).click()
  await page.getByLabel('New email').fill(wanted)
  await press(page, 'Change email')
  await says(page, 'we have written to it and to your present one')
  await says(page, `your address changes to ${wanted}`)
  const useless = await waitForMail(wanted, /^Confirm your new email address$/)
  await press(page, 'Send another email')
  await says(page, 'We have written to both addresses again.')

  await followMail(page, useless)
  await page.getByText('This link has been used, or it is too old.').waitFor()
  await followMail(page, await waitForMail(person.email, /^Confirm your new email address$/))
  await page.getByRole('heading', { name: 'One more: open the mail at your other address' }).waitFor()
  await followMail(page, await waitForMail(wanted, /^Confirm your new email address$/))
  await says(page, 'Your email address is changed.')
  await page.getByText(wanted, { exact: true }).first().waitFor()
  expect(await page.getByText('Waiting for your confirmation').count()).toBe(0)

  const fresh = await openBrowser()
  await signInOnWeb(fresh, { ...person, email: wanted })
})

it('who hid the address at Apple connects Google and comes in by either; then Apple may go, and Google must stay', async () => {
  const [page, own] = [await openBrowser(), createEmail()]
  await signInByProvider(page, 'Apple', { email: own, hide: true })
  await openSecurity(page)
  await page.getByText('Hide My Email', { exact: true }).waitFor()
  await ways(page)
    .getByText(/^Your account was made with Apple, and nothing else is connected/)
    .waitFor()
  expect(await ways(page).getByRole('button', { name: 'Disconnect Apple' }).count()).toBe(0)
  await press(page, 'Connect Google')
  await enterAtProvider(page, { email: own })
  await says(page, 'Google is connected. You can sign in with it from now on.')
  await page.getByLabel('Your name').fill('Anni')
  await press(page, 'Save name')
  await says(page, 'Your name is saved.')

  const byGoogle = await openBrowser()
  await signInByProvider(byGoogle, 'Google', { email: own })
  await openSecurity(byGoogle)
  await expect.poll(() => byGoogle.getByLabel('Your name').inputValue()).toBe('Anni')
  await press(byGoogle, 'Disconnect Apple')
  await press(byGoogle, 'Keep Apple')
  await press(byGoogle, 'Disconnect Apple')
  await press(byGoogle, 'Disconnect Apple now')
  await says(byGoogle, 'It is disconnected.')
  await ways(byGoogle)
    .getByText(/^Your account was made with Google, and nothing else is connected/)
    .waitFor()
  expect(await byGoogle.getByRole('button', { name: /^Disconnect/ }).count()).toBe(0)

  await press(page, 'Disconnect Apple')
  await press(page, 'Disconnect Apple now')
  await says(page, 'It is disconnected.')
})

it('who has to prove first that it is them comes back to the question; a password is removed and the code remains', async () => {
  const { page, person } = await openMember()
  await letSignInGrowOld(page.context(), person)
  await openSecurity(page)
  await press(page, 'Remove password')
  await press(page, 'Remove password now')
  await confirmByPassword(page, person.password)
  await page.getByRole('alertdialog', { name: 'Remove your password?' }).waitFor()
  await press(page, 'Remove password now')
  await says(page, 'Your password is removed.')
  await ways(page).getByRole('link', { name: 'Choose a password' }).waitFor()

  await letSignInGrowOld(page.context(), person)
  await press(page, 'Connect Apple')
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
  await press(page, 'Email me a code')
  await page.getByLabel('6-digit code').fill(readCode(await waitForMail(person.email, /sign-in code/)))
  await press(page, 'Confirm')
  await says(page, 'Thank you. Now press “Connect Apple” below.')
  await press(page, 'Connect Apple')
  await cancelAtProvider(page)
  await says(page, 'You stopped before Apple was done. Nothing has changed.')
})

it('every device is listed in words, and is signed out alone, with the others, or with this one', async () => {
  const iPhone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
  const { page, person } = await openMember()
  const [phone, work, home] = [await openBrowser(iPhone), await openBrowser(), await openBrowser()]
  for (const other of [phone, work, home]) await signInUnseen(other.context(), person)
  await openSecurity(page)
  await expect.poll(() => devices(page).count()).toBe(4)
  await devices(page).filter({ hasText: 'This device' }).getByText('Chrome on Linux').waitFor()

  await devices(page)
    .filter({ hasText: 'Safari on iPhone' })
    .getByRole('button', { name: /^Sign out/ })
    .click()
  await says(page, 'That device is signed out.')
  await expect.poll(() => devices(page).count()).toBe(3)
  await press(page, 'Sign out other devices')
  await says(page, 'Your other devices are signed out.')
  await expect.poll(() => devices(page).allInnerTexts()).toEqual([expect.stringContaining('This device')])
  for (const gone of [phone, work]) {
    await openWeb(gone, '/account')
    await gone.getByRole('heading', { name: 'Sign in' }).waitFor()
  }

  await press(page, 'Sign out everywhere')
  await says(page, 'You are signed out on every device.')
})
