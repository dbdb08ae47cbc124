import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAnyPort } from '../../local/find-free-port.ts'
import { type OpenServer, openServer } from '../../local/open-server.ts'
import { createAuthMailer } from '../../local/supabase/auth-mail/create-auth-mailer.ts'
import { createMailbox, type Mail, type Mailbox } from '../../local/supabase/mailbox.ts'
import { readConfig } from '../../local/supabase/read-config.ts'
import { launchBrowser } from '../support/browser.ts'
import { sampleMails } from './sample-mails.ts'

/** A mail stands inside another page, which has these. */
const forPages = ['landmark-one-main', 'region']

let server: OpenServer
let browser: Browser
let mails: Mail[]
beforeAll(async () => {
  const mailbox = createMailbox()
  await fillMailbox(mailbox)
  server = await openServer(await findAnyPort())
  server.attach(mailbox.fetch)
  mails = (await (await fetch(`http://127.0.0.1:${server.port}/api/messages`)).json()) as Mail[]
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** One of each mail that Tandem sends, to an address that is longer than a narrow line. */
async function fillMailbox(mailbox: Mailbox): Promise<void> {
  const to = 'a.rather.long.address.of.somebody@example.com'
  const projectDir = path.resolve(import.meta.dirname, '../..')
  const { auth } = readConfig(projectDir)
  const siteUrl = 'http://localhost:3000'
  const mailer = createAuthMailer({ auth, projectDir, siteUrl, mailbox })(`${siteUrl}/subscribe/premium`)
  const hash = 'ab'.repeat(32)
  await mailer.sendConfirmation(to, hash, '482915', {})
  await mailer.sendMagicLink(to, hash, '482915', {})
  await mailer.sendRecovery(to, hash, '482915', {})
  await mailer.sendEmailChange(to, hash, '482915', { currentEmail: to, newEmail: 'new@example.com' })
  await mailer.sendReauthentication(to, '482915')
  await mailer.sendPasswordChanged(to)
  for (const mail of Object.values(sampleMails)) mailbox.deliver({ to, ...mail })
}

test.each([
  [390, 'light'],
  [800, 'dark'],
] as const)(
  'every mail can be read by everybody, at %i pixels and %s, and nothing of it is cut off',
  async (width, colorScheme) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    const refused: string[] = []
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    expect(mails).toHaveLength(12)
    for (const { id, subject } of mails) {
      await page.goto(`http://127.0.0.1:${server.port}/messages/${id}/body`)
      const { violations } = await new AxeBuilder({ page }).disableRules(forPages).analyze()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect({ subject, faults: violations.map((fault) => fault.id), overflow }).toEqual({
        subject,
        faults: [],
        overflow: 0,
      })
    }
    expect(refused).toEqual([])
    await context.close()
  },
  60_000,
)
