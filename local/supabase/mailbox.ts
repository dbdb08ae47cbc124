import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { renderMailboxPage } from './mailbox-page.ts'
import { toPlainText } from './to-plain-text.ts'

export type Mail = { id: string; to: string; subject: string; text: string; html: string; sent_at: string }

export type Mailbox = {
  deliver(mail: { to: string; subject: string; html?: string; text?: string }): void
  fetch(request: Request): Response | Promise<Response>
}

const capacity = 500

/** Holds the mails that Auth sends, in memory: a page for people, JSON for tests. Nothing leaves this machine. */
export function createMailbox(): Mailbox {
  const mails: Mail[] = []
  const sentTo = (to: string | undefined) => mails.filter((mail) => !to || mail.to === to.toLowerCase())

  const app = new Hono()
  app.get('/api/messages', (c) => c.json(sentTo(c.req.query('to'))))
  app.delete('/api/messages', (c) => {
    mails.length = 0
    return c.body(null, 204)
  })
  app.get('/messages/:id/body', (c) => {
    const mail = mails.find((candidate) => candidate.id === c.req.param('id'))
    if (!mail) return c.notFound()
    // A mail may contain anything: `default-src 'none'` lets nothing of it run or load. The sandbox allows scripts all the
    // same, because otherwise the accessibility checks could not look inside.
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
    )
    return c.html(openLinksOutside(mail.html))
  })
  app.get('/', (c) => {
    const shown = sentTo(c.req.query('to'))
    return c.html(renderMailboxPage(shown, shown.find((mail) => mail.id === c.req.query('message')) ?? null))
  })

  return {
    deliver({ to, subject, html = '', text = '' }) {
      mails.unshift({
        id: randomUUID(),
        to: to.toLowerCase(),
        subject,
        // Auth's own text part has another link than the template: say the same in both.
        text: html ? toPlainText(html) : text,
        html,
        sent_at: new Date().toISOString(),
      })
      mails.length = Math.min(mails.length, capacity)
    },
    fetch: (request) => app.fetch(request),
  }
}

/** A link opens beside the mailbox: the web refuses to be shown in a frame. */
function openLinksOutside(html: string): string {
  const base = '<base target="_blank">'
  const head = /<head[^>]*>/i
  return head.test(html) ? html.replace(head, `$&${base}`) : base + html
}
