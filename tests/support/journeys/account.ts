import type { BrowserContext, Page } from 'playwright-core'
import { operate } from './operator.ts'
import type { Person } from './people.ts'
import { openWeb } from './web.ts'

export const openSecurity = (page: Page) => openWeb(page, '/account/sign-in')

/** Time goes by since the sign-in: the token that the browser holds is renewed with the next page, and says so. */
export async function letSignInGrowOld(context: BrowserContext, { id }: Pick<Person, 'id'>): Promise<void> {
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600
  const amr = JSON.stringify([{ method: 'password', timestamp: anHourAgo }])
  await operate('update auth.sessions set tag = $1 where user_id = $2', [amr, id])
  const parts = (await context.cookies()).filter(({ name }) => /auth-token(\.\d)?$/.test(name))
  const value = parts.map((part) => part.value).join('')
  const session = JSON.parse(Buffer.from(value.replace('base64-', ''), 'base64url').toString())
  const [first] = parts
  if (!first) throw new Error('Nobody is signed in')
  const name = first.name.replace(/\.\d$/, '')
  const aged = Buffer.from(JSON.stringify({ ...session, expires_at: 1 })).toString('base64url')
  const pieces = `base64-${aged}`.match(/.{1,3000}/g) ?? []
  await context.clearCookies({ name: /auth-token/ })
  await context.addCookies(
    pieces.map((piece, index) => ({
      ...first,
      name: pieces.length > 1 ? `${name}.${index}` : name,
      value: piece,
    })),
  )
}

/** The way back from "Confirm that it is you". */
export async function confirmByPassword(page: Page, password: string): Promise<void> {
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
}
