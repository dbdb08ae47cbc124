import { createCookie } from '@remix-run/node'
import { type Theme, toTheme } from '#app/theme/theme.ts'

const aYear = 365 * 24 * 60 * 60
const cookie = createCookie('tandem-theme', { path: '/', sameSite: 'lax', httpOnly: true })

export async function readTheme(request: Request): Promise<Theme> {
  return toTheme(await cookie.parse(request.headers.get('Cookie')))
}

export function writeTheme(theme: Theme): Promise<string> {
  return cookie.serialize(theme, { maxAge: theme === 'system' ? 0 : aYear })
}
