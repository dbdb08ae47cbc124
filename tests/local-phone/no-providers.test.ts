import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { ANN } from './fake-api-data.ts'
import { startPhone, type TestPhone } from './start-phone.ts'

let browser: Browser
let phone: TestPhone

beforeAll(async () => {
  browser = await launchBrowser()
  phone = await startPhone({ hasProviders: false })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await phone.close()
})

it('a phone without Apple and Google says why, and offers neither anywhere', async () => {
  const page = await browser.newPage()
  await page.goto(phone.url)
  await page.getByText('Apple and Google need the local stack').waitFor()
  expect(await page.getByRole('button', { name: /Continue with|another way/ }).count()).toBe(0)
  await page.getByLabel('Email').fill(ANN.email)
  await page.getByLabel('Password').fill(ANN.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Name, sign-in and data' }).click()
  await page.getByRole('button', { name: 'Change password' }).waitFor()
  expect(await page.getByRole('button', { name: /^Connect/ }).count()).toBe(0)
}, 60_000)
