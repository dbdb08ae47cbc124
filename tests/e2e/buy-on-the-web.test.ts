import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { addresses } from '../support/journeys/addresses.ts'
import { expectBothSay, expectPremiumLesson } from '../support/journeys/expect-access.ts'
import { openTab, signInOnPhone } from '../support/journeys/phone.ts'
import { openWeb, subscribeOnWeb } from '../support/journeys/web.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function readNewestMail(to: string): Promise<string> {
  const response = await fetch(`${addresses().mailbox}/api/messages?to=${encodeURIComponent(to)}`)
  const [newest] = (await response.json()) as { html: string }[]
  return newest?.html ?? ''
}

it('a person who signs up and pays on the web is a subscriber on the phone', async () => {
  const person = { id: '', email: `${randomUUID().slice(0, 8)}@example.com`, password: `${randomUUID()}!` }
  const web = await browser.newPage()
  await openWeb(web, '/sign-up')
  await web.getByLabel('Email').fill(person.email)
  await web.getByRole('button', { name: 'Create account' }).click()
  await web.getByRole('heading', { name: /mail/i }).waitFor()

  await expect.poll(() => readNewestMail(person.email)).toContain('/auth/confirm')
  const [, link = ''] = /href="([^"]*\/auth\/confirm[^"]*)"/.exec(await readNewestMail(person.email)) ?? []
  await web.goto(link.replaceAll('&amp;', '&'))
  await web.getByRole('button', { name: 'Confirm' }).click()
  await web.getByLabel('New password').fill(person.password)
  await web.getByRole('button', { name: 'Save password' }).click()
  await web.waitForURL('**/account')

  await subscribeOnWeb(web, 'premium')

  const phone = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await signInOnPhone(phone, person)
  const couple = { person, web, phone, close: async () => {} }
  await expectBothSay(couple, {
    web: [/^Premium$/, /^Active$/, /On this website, by card/, /S?\$15\.90/],
    phone: [/^Premium$/, /^Active$/, /Renews on/],
  })
  await expectPremiumLesson(couple, 'open')

  await openTab(phone, 'Subscribe')
  await phone.getByText('You already subscribe on the web. Manage it where you bought it.').waitFor()
  expect(await phone.getByRole('button', { name: /^Subscribe to/ }).count()).toBe(0)
})
