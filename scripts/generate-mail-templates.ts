import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeMail } from '../supabase/functions/_shared/mail/write-mail.ts'
import { authMails, authNotifications } from './mail-templates/auth-mails.ts'

export const templatesDir = path.resolve(import.meta.dirname, '../supabase/templates')

/** The files that Supabase Auth fills in and sends, by their names: one set of words, one frame. */
export function generateMailTemplates(): Record<string, string> {
  const all = Object.entries({ ...authMails, ...authNotifications })
  return Object.fromEntries(all.map(([name, words]) => [`${name}.html`, writeMail(words).html]))
}

if (import.meta.main) {
  const files = Object.entries(generateMailTemplates())
  for (const [name, html] of files) writeFileSync(path.join(templatesDir, name), html)
  console.log(`Wrote ${files.length} files to supabase/templates.`)
}
