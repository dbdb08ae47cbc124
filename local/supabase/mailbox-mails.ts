import { randomUUID } from 'node:crypto'
import { toPlainText } from './to-plain-text.ts'

export type Mail = { id: string; to: string; subject: string; text: string; html: string; sent_at: string }
export type NewMail = { to: string; subject: string; html?: string; text?: string }

export type Mails = {
  /** Takes a mail in; one whose key came before is not taken twice. */
  add(mail: NewMail, key?: string): void
  /** The newest first. */
  list(to?: string): Mail[]
  find(id: string | undefined): Mail | undefined
  clear(): void
}

const capacity = 500

/** The mails of a local stack, in memory. */
export function createMails(): Mails {
  const mails: Mail[] = []
  const keys = new Set<string>()
  return {
    add({ to, subject, html = '', text }, key) {
      if (key && keys.has(key)) return
      if (key) keys.add(key)
      // Auth's templates have no text part.
      const inText = text ?? toPlainText(html)
      const sent_at = new Date().toISOString()
      mails.unshift({ id: randomUUID(), to: to.toLowerCase(), subject, text: inText, html, sent_at })
      mails.length = Math.min(mails.length, capacity)
    },
    list: (to) => mails.filter((mail) => !to || mail.to === to.toLowerCase()),
    find: (id) => mails.find((mail) => mail.id === id),
    clear() {
      mails.length = 0
      keys.clear()
    },
  }
}
