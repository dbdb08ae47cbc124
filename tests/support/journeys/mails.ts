import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readMails } from './sign-in.ts'

type Mail = Awaited<ReturnType<typeof readMails>>[number]

/** The newest mail to an address with this subject, once it has come. */
export async function waitForMail(to: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined
  const look = async () => {
    found = (await readMails(to)).find((mail) => subject.test(mail.subject))
    return found !== undefined
  }
  await expect.poll(look, { timeout: 20_000 }).toBe(true)
  return found!
}

/** Opens the link of a mail and presses its button, as its reader does. */
export async function followMail(page: Page, { html }: Mail): Promise<void> {
  const [, link = ''] = /href="([^"]*\/auth\/confirm[^"]*)"/.exec(html) ?? []
  await page.goto(link.replaceAll('&amp;', '&'))
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
}

export const readCode = ({ text }: Mail): string => /\b\d{6}\b/.exec(text)?.[0] ?? ''
