import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { addresses } from './addresses.ts'

type Mail = { subject: string; html: string; text: string }

/** The mails to an address, the newest first, as the local mailbox has them. */
export async function readMails(to: string): Promise<Mail[]> {
  const response = await fetch(`${addresses().mailbox}/api/messages?to=${encodeURIComponent(to)}`)
  return (await response.json()) as Mail[]
}

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

/** Waits for one mail more than there were, and reads it. */
export async function waitForNextMail(
  to: string,
  before = 0,
): Promise<{ subject: string; link: string; code: string }> {
  await expect.poll(async () => (await readMails(to)).length, { timeout: 20_000 }).toBeGreaterThan(before)
  const [newest] = await readMails(to)
  if (!newest) throw new Error('The mailbox lost a mail')
  return { subject: newest.subject, link: readLink(newest), code: readCode(newest) }
}

/** Opens the link of a mail and presses its button, as its reader does. */
export async function followMail(page: Page, mail: Mail): Promise<void> {
  await page.goto(readLink(mail))
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
}

export const readCode = ({ text }: Mail): string => /\b\d{6}\b/.exec(text)?.[0] ?? ''

function readLink({ html }: Mail): string {
  const [, link = ''] = /href="([^"]*\/auth\/confirm[^"]*)"/.exec(html) ?? []
  return link.replaceAll('&amp;', '&')
}
