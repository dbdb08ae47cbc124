import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LiteMailer } from '../lite-internals.ts'
import type { Mailbox } from '../mailbox.ts'
import type { SupabaseConfig } from '../read-config.ts'
import { fillSubject, fillTemplate } from './fill-template.ts'

export type AuthMailerOptions = {
  auth: SupabaseConfig['auth']
  projectDir: string
  siteUrl: string
  mailbox: Pick<Mailbox, 'deliver'>
}

/** What lite does not send and Supabase Auth does. */
export type AuthMailer = LiteMailer & { sendPasswordChanged(to: string): Promise<void> }

/**
 * Sends Auth's mails by the templates of config.toml, each with the values that Supabase Auth gives it. lite has no template
 * for `reauthentication`, escapes nothing, and writes to one address only when two must confirm.
 */
export function createAuthMailer(options: AuthMailerOptions): (redirectTo: string) => AuthMailer {
  const { template, notification } = options.auth.email
  const send = async (to: string, entry: Entry | undefined, values: Record<string, string>) => {
    if (!entry) throw new Error('supabase/config.toml has no template for a mail that Auth wants to send.')
    const html = await readFile(entry.file, 'utf8')
    options.mailbox.deliver({ to, subject: fillSubject(entry.subject, values), html: fillTemplate(html, values) })
  }
  // The CLI reads the path of a template from the project's folder, and that of a notification from `supabase`.
  const templateOf = (name: string) => locate(template[name], options.projectDir)
  const notificationOf = (name: string) => locate(notification[name], path.join(options.projectDir, 'supabase'))

  return (redirectTo) => {
    const basic = { SiteURL: options.siteUrl, RedirectTo: redirectTo }
    const sender = (name: string) => (to: string, tokenHash: string, token: string) =>
      send(to, templateOf(name), { ...basic, Email: to, Token: token, TokenHash: tokenHash })
    return {
      sendConfirmation: sender('confirmation'),
      sendRecovery: sender('recovery'),
      sendMagicLink: sender('magic_link'),
      sendReauthentication: (to, token) =>
        send(to, templateOf('reauthentication'), { SiteURL: options.siteUrl, Email: to, Token: token }),
      sendEmailChange: async (to, tokenHash, token, { currentEmail, newEmail, tokenNew, tokenHashNew }) => {
        const both = { ...basic, Email: currentEmail ?? to, NewEmail: newEmail ?? to }
        await send(to, templateOf('email_change'), { ...both, Token: token, TokenHash: tokenHash })
        if (!newEmail || !tokenNew || !tokenHashNew) return
        await send(newEmail, templateOf('email_change'), { ...both, Token: tokenNew, TokenHash: tokenHashNew })
      },
      sendPasswordChanged: async (to) => {
        if (notification.password_changed?.enabled)
          await send(to, notificationOf('password_changed'), { SiteURL: options.siteUrl, Email: to })
      },
    }
  }
}

type Entry = { subject: string; file: string }

function locate(entry: { subject: string; content_path: string } | undefined, folder: string): Entry | undefined {
  return entry && { subject: entry.subject, file: path.resolve(folder, entry.content_path) }
}
