import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { generateMailTemplates, templatesDir } from '../../scripts/generate-mail-templates.ts'
import { authMails, authNotifications } from '../../scripts/mail-templates/auth-mails.ts'

type Entry = { enabled?: boolean; subject: string; content_path: string }
type Config = {
  auth: { email: { otp_expiry: number; template: Record<string, Entry>; notification: Record<string, Entry> } }
}
const supabaseDir = path.dirname(templatesDir)
const { email } = (parse(readFileSync(path.join(supabaseDir, 'config.toml'), 'utf8')) as Config).auth

describe('the templates of Supabase Auth', () => {
  const generated = generateMailTemplates()

  test('are what the generator makes of the words (else run `npm run mails`), and no file is left over', () => {
    const committed = globSync('*.html', { cwd: templatesDir })
    const files = Object.fromEntries(
      committed.map((name) => [name, readFileSync(path.join(templatesDir, name), 'utf8')]),
    )
    expect(files).toEqual(generated)
  })

  test('are all named by config.toml, with the subjects of the words, at paths as the CLI reads them', () => {
    for (const [name, { subject }] of Object.entries(authMails))
      expect(email.template[name]).toEqual({ subject, content_path: `./supabase/templates/${name}.html` })
    for (const [name, { subject }] of Object.entries(authNotifications))
      expect(email.notification[name]).toEqual({ enabled: true, subject, content_path: `./templates/${name}.html` })
    expect(Object.keys(email.template)).toEqual(Object.keys(authMails))
  })

  test.each(Object.keys(authMails))('%s shows the code', (name) => {
    expect(generated[`${name}.html`]).toContain('>{{ .Token }}</td>')
  })

  test.each([
    ['confirmation', '&type=email&next={{ .RedirectTo }}'],
    ['magic_link', '&type=email&next={{ .RedirectTo }}'],
    ['recovery', '&type=recovery&next=/account/password'],
    ['email_change', '&type=email_change&next=/account'],
  ])('%s links to a page of ours that asks before it uses the token', (name, rest) => {
    const links = [...(generated[`${name}.html`] ?? '').matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    expect(links).toEqual([`{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}${rest}`])
  })

  test.each(Object.entries(generated))('%s uses only what every version of Auth fills in', (name, html) => {
    const known = ['SiteURL', 'TokenHash', 'Token', 'Email', 'NewEmail', 'RedirectTo']
    const used = [...html.matchAll(/\{\{([^}]*)\}\}/g)].map(([, inner = '']) => inner.trim().replace('.', ''))
    expect(known).toEqual(expect.arrayContaining([...new Set(used)]))
    if (name === 'password_changed.html') expect(new Set(used)).toEqual(new Set(['Email']))
    if (name !== 'email_change.html') expect(used).not.toContain('NewEmail')
    if (name === 'reauthentication.html') expect(used).not.toContain('TokenHash')
  })

  test('promise the hour that config.toml gives', () => {
    expect(email.otp_expiry).toBe(3600)
    for (const name of Object.keys(authMails)) expect(generated[`${name}.html`]).toContain('once, for one hour.')
  })
})

describe('the frame', () => {
  test.each(Object.entries(generateMailTemplates()))('of %s is what mail programs can show', (_, html) => {
    expect(html).not.toMatch(/<(script|img|link|form|svg|iframe)\b/i)
    // Auth takes comments out, and a web font or picture would tell a stranger that the mail was opened.
    expect(html).not.toMatch(/<!--|url\(|@import/)
    expect(html).toContain('name="color-scheme" content="light dark"')
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html.match(/<table(?! role="presentation")/g)).toBeNull()
    expect(Buffer.byteLength(html)).toBeLessThan(20_000)
  })
})
