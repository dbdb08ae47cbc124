import type { Locator, Page } from 'playwright-core'
import { openTab } from './phone.ts'

/** What is for sale on the phone, a card for each. */
export async function openOffer(page: Page, name: 'Standard' | 'Premium' | 'The repair workshop'): Promise<Locator> {
  await openTab(page, 'Subscribe')
  const card = page.getByRole('region', { name, exact: true })
  await card.waitFor()
  return card
}

/** The App Store's payment sheet: nothing is bought before it is confirmed. */
export async function openPurchaseSheet(page: Page, button: string): Promise<Locator> {
  await openTab(page, 'Subscribe')
  await page.getByRole('button', { name: button, exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'App Store' })
  await sheet.getByRole('button', { name: 'Confirm purchase' }).waitFor()
  return sheet
}

export const confirm = (sheet: Locator) => sheet.getByRole('button', { name: 'Confirm purchase' }).click()

/** From the paywall to what the phone says when it is done. */
export async function buyOnPhone(page: Page, button: string, words: string): Promise<void> {
  await confirm(await openPurchaseSheet(page, button))
  await page.getByText(words).waitFor()
}
