import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import { readMails } from '../support/journeys/mails.ts'
import { path, says } from '../support/journeys/page-acts.ts'
import { createEmail, createPerson } from '../support/journeys/people.ts'
import {
  cancelAtProvider,
  chooseAtProvider,
  enterAtProvider,
  leaveForProvider,
  signInByProvider,
} from '../support/journeys/sign-in.ts'
import { provideBrowser, sizes } from '../support/journeys/sizes.ts'
import { openWeb, signOut } from '../support/journeys/web.ts'

const browser = provideBrowser()

describe.each(sizes)('Apple and Google on $size', ({ viewport }) => {
  let context: BrowserContext
  let page: Page
  beforeEach(async () => {
    context = await browser.get().newContext({ viewport, locale: 'en-SG', reducedMotion: 'reduce' })
    page = await context.newPage()
  })
  afterEach(() => context.close())

  it.each(['Apple', 'Google'] as const)(
    '%s signs in, and is named as the last way on the next visit',
    async (provider) => {
      await signInByProvider(page, provider, { email: createEmail() })
      expect(path(page)).toBe('/account')
      await signOut(page)
      await openWeb(page, '/sign-in')
      await says(page, `You signed in with ${provider} last time.`)
    },
  )

  it('leads back to the page that asked for an account', async () => {
    await openWeb(page, '/subscribe/premium?trial=no')
    await leaveForProvider(page, 'Google')
    await enterAtProvider(page, { email: createEmail() })
    expect(page.url()).toContain('/subscribe/premium?trial=no')
  })

  it('an account of the second visit is the same one, by Apple as by Google', async () => {
    const email = createEmail()
    await signInByProvider(page, 'Apple', { email })
    await context.clearCookies()
    await openWeb(page, '/sign-in')
    await leaveForProvider(page, 'Apple')
    await chooseAtProvider(page, email)
    expect(path(page)).toBe('/account')
    await context.clearCookies()
    await signInByProvider(page, 'Google', { email })
    await openWeb(page, '/account/sign-in')
    await page.getByText(email, { exact: true }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Disconnect (Apple|Google)$/ }).count()).toBe(2)
  })

  it.each(['Apple', 'Google'] as const)(
    'somebody who cancels at %s is told so, and can try again',
    async (provider) => {
      await openWeb(page, '/sign-in?next=/pricing')
      await leaveForProvider(page, provider)
      await cancelAtProvider(page)
      await says(page, `You stopped before ${provider} was done. Nothing has changed.`)
      await leaveForProvider(page, provider)
      await enterAtProvider(page, { email: createEmail() })
      expect(path(page)).toBe('/pricing')
    },
  )

  it('an address that Google has not verified signs nobody in, and the same is said whether it has an account or not', async () => {
    const sentence = /^Google has not verified that this address is yours/
    const owner = await createPerson()
    await openWeb(page, '/sign-in')
    await leaveForProvider(page, 'Google')
    await enterAtProvider(page, { email: owner.email, verified: false })
    await says(page, sentence)
    expect(await readMails(owner.email)).toEqual([])

    await leaveForProvider(page, 'Google')
    await enterAtProvider(page, { email: createEmail(), verified: false })
    await says(page, sentence)
    await openWeb(page, '/account')
    expect(path(page)).toBe('/sign-in')
  })

  it('two tabs that are on the way at once both arrive', async () => {
    const other = await context.newPage()
    await openWeb(page, '/sign-in?next=/lessons')
    await leaveForProvider(page, 'Apple')
    await openWeb(other, '/sign-in?next=/pricing')
    await leaveForProvider(other, 'Google')
    const email = createEmail()
    await enterAtProvider(page, { email })
    expect(path(page)).toBe('/lessons')
    await enterAtProvider(other, { email })
    expect(path(other)).toBe('/pricing')
  })

  it('the address of the way back is of no use in another browser, nor a second time', async () => {
    const backAgain: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/auth/callback?')) backAgain.push(request.url())
    })
    await signInByProvider(page, 'Google', { email: createEmail() })
    const [callback = ''] = backAgain
    const stranger = await browser.get().newContext({ viewport })
    const theirs = await stranger.newPage()
    await theirs.goto(callback)
    await says(theirs, 'That took too long, or it was begun in another browser. Please try again.')
    await stranger.close()

    await page.goto(callback)
    expect(path(page)).toBe('/account')
  })

  it('the back button after signing in ends on the account again, without a fault', async () => {
    await signInByProvider(page, 'Google', { email: createEmail() })
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor()
    await page.goto(new URL('/sign-in', addresses().web).href)
    expect(path(page)).toBe('/account')
  })

  it('works without JavaScript, and by keyboard alone', async () => {
    const plain = await browser.get().newContext({ viewport, javaScriptEnabled: false })
    const there = await plain.newPage()
    await openWeb(there, '/sign-in')
    await there.getByRole('link', { name: 'Continue with Google' }).focus()
    await there.keyboard.press('Enter')
    await there.getByRole('heading', { name: 'Sign in with Google' }).waitFor()
    await enterAtProvider(there, { email: createEmail() })
    expect(path(there)).toBe('/account')
    await plain.close()
  })

  it('a door that is closed is a sentence: what Auth says to a browser is never seen', async () => {
    await openWeb(page, '/auth/start/github')
    expect(path(page)).toBe('/sign-in')
    await openWeb(page, '/?error=invalid_request&error_code=bad_oauth_state&error_description=raw')
    await says(page, 'That took too long, or it was begun in another browser. Please try again.')
    await openWeb(page, '/auth/callback?error=server_error&error_description=%3Cb%3Eraw')
    await says(page, 'The other site did not let the sign-in finish. Please try again, or sign in another way.')
    expect(await page.getByText('raw').count()).toBe(0)
  })
})
