import type { Locator, Page } from 'playwright-core'

export type SheetPerson = { name: string; email: string; hide?: boolean; isUnverified?: boolean }

/** The sheet of a provider, as it lies over whatever is below. */
export const findSheet = (page: Page, provider: 'Apple' | 'Google'): Locator =>
  page.getByRole('dialog', { name: `Sign in with ${provider}` })

/** Somebody whom this device does not know yet fills the sheet in. */
export async function fillSheet(
  page: Page,
  provider: 'Apple' | 'Google',
  { name, email, hide = false, isUnverified = false }: SheetPerson,
): Promise<void> {
  const sheet = findSheet(page, provider)
  await sheet.getByLabel('Name').fill(name)
  await sheet.getByLabel('E-mail address').fill(email)
  if (hide) await sheet.getByLabel('Hide My Email').check()
  if (isUnverified) await sheet.getByLabel('Google has verified this address').uncheck()
  await sheet.getByRole('button', { name: 'Continue' }).click()
}

/** Somebody who has an account with the provider taps it. */
export async function chooseInSheet(page: Page, provider: 'Apple' | 'Google', email: string): Promise<void> {
  await findSheet(page, provider).getByRole('button', { name: email }).click()
}
