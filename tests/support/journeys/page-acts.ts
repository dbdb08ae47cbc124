import type { Page } from 'playwright-core'

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Waits until the page says so, apart from its navigation. */
export const says = (page: Page, words: string | RegExp) => page.getByRole('main').getByText(words).waitFor()

export const path = (page: Page) => new URL(page.url()).pathname
