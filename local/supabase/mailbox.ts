import { Hono } from 'hono'
import { z } from 'zod'
import { createMails, type NewMail } from './mailbox-mails.ts'
import { renderMailboxPage } from './mailbox-page.ts'

export type { Mail } from './mailbox-mails.ts'

export type Mailbox = {
  deliver(mail: NewMail): void
  fetch(request: Request): Response | Promise<Response>
}

/** What Mailpit takes at the same address, as far as the functions send it. */
const sentMail = z.object({
  To: z.array(z.object({ Email: z.string().min(1) })).length(1),
  Subject: z.string(),
  HTML: z.string(),
  Text: z.string(),
})

/** Holds the mails of Auth and of the functions: a page for people, JSON for tests. Nothing leaves this machine. */
export function createMailbox(): Mailbox {
  const mails = createMails()
  const app = new Hono()
  app.get('/api/messages', (c) => c.json(mails.list(c.req.query('to'))))
  app.delete('/api/messages', (c) => {
    mails.clear()
    return c.body(null, 204)
  })
  app.post('/api/v1/send', async (c) => {
    // A page of another site can post text without asking, and JSON it cannot.
    const isJson = c.req.header('content-type')?.startsWith('application/json')
    const mail = sentMail.safeParse(isJson ? await c.req.json().catch(() => null) : null)
    if (!mail.success) return c.json({ Error: 'This is not a mail.' }, 400)
    const { To, Subject: subject, HTML: html, Text: text } = mail.data
    mails.add({ to: To[0]?.Email ?? '', subject, html, text }, c.req.header('idempotency-key'))
    return c.json({ ID: mails.list()[0]?.id ?? '' })
  })
  app.get('/messages/:id/body', (c) => {
    const mail = mails.find(c.req.param('id'))
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
    const shown = mails.list(c.req.query('to'))
    return c.html(renderMailboxPage(shown, shown.find((mail) => mail.id === c.req.query('message')) ?? null))
  })
  return { deliver: (mail) => mails.add(mail), fetch: (request) => app.fetch(request) }
}

/** A link opens beside the mailbox: the web refuses to be shown in a frame. */
function openLinksOutside(html: string): string {
  const base = '<base target="_blank">'
  const head = /<head[^>]*>/i
  return head.test(html) ? html.replace(head, `$&${base}`) : base + html
}
