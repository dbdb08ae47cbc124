import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createPerson } from '../support/journeys/people.ts'
import { customerOf, openStripe, subscriptionsOf } from '../support/journeys/stripe-account.ts'
import { cards, fillCard, openWeb, signInOnWeb, subscribeOnWeb } from '../support/journeys/web.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('the first stop of the keyboard leads past the navigation', async () => {
  const page = await browser.newPage()
  await openWeb(page, '/pricing')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const focused = await page.evaluate(() => document.activeElement?.closest('main, #main') !== null)
  expect(focused).toBe(true)
  await page.close()
})

it('a subscription is cancelled without a mouse, and Escape keeps it', async () => {
  const page = await browser.newPage()
  await signInOnWeb(page, await createPerson())
  await subscribeOnWeb(page, 'standard')
  await openWeb(page, '/account')
  const cancel = page.getByRole('button', { name: 'Cancel subscription' })
  await cancel.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  await expect.poll(() => cancel.evaluate((button) => button === document.activeElement)).toBe(true)

  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Confirm cancellation' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Resume subscription' }).waitFor()
  await page.close()
})

it('two tabs that subscribe at once pay for one subscription', async () => {
  const context = await browser.newContext()
  const [first, second] = [await context.newPage(), await context.newPage()]
  const person = await createPerson()
  await signInOnWeb(first, person)
  await Promise.all([first, second].map((page) => openWeb(page, '/subscribe/premium?trial=no')))
  await Promise.all([first, second].map((page) => fillCard(page, cards.good)))
  await Promise.all([first, second].map((page) => page.getByRole('button', { name: /^Pay/ }).click()))
  const ends = /^(You are in|You already have a subscription)$/
  await Promise.all([first, second].map((page) => page.getByRole('heading', { name: ends }).waitFor()))

  expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
  const payments = await openStripe().paymentIntents.list({ customer: (await customerOf(person)).id })
  expect(payments.data.map(({ status }) => status)).toEqual(['succeeded'])
  await openWeb(second, '/subscribe/premium')
  await second.getByText('You already have a subscription').first().waitFor()
  await context.close()
})
