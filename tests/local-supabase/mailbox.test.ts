import { describe, expect, test } from 'vitest'
import { createMailbox, type Mail } from '../../local/supabase/mailbox.ts'

function createFilledMailbox() {
  const mailbox = createMailbox()
  mailbox.deliver({ to: 'Ada@example.com', subject: 'First', html: '<p>Hello</p>' })
  mailbox.deliver({ to: 'bob@example.com', subject: '<script>alert(1)</script>', html: '<script>alert(1)</script>' })
  mailbox.deliver({
    to: 'ada@example.com',
    subject: 'Second',
    html: '<a href="http://localhost/x?a=1&amp;b=2">Open</a>',
  })
  const get = async (path: string, init?: RequestInit) => mailbox.fetch(new Request(`http://mailbox${path}`, init))
  const list = async (query = '') => (await (await get(`/api/messages${query}`)).json()) as Mail[]
  return { get, list }
}

describe('the mailbox', () => {
  test('lists what was sent to an address, the newest first', async () => {
    const { list } = createFilledMailbox()
    const mails = await list('?to=ada@example.com')
    expect(mails.map((mail) => mail.subject)).toEqual(['Second', 'First'])
    expect(mails[0]).toEqual({
      id: expect.any(String),
      to: 'ada@example.com',
      subject: 'Second',
      text: 'Open: http://localhost/x?a=1&b=2',
      html: expect.any(String),
      sent_at: expect.any(String),
    })
  })

  test('can be emptied', async () => {
    const { get, list } = createFilledMailbox()
    expect((await get('/api/messages', { method: 'DELETE' })).status).toBe(204)
    expect(await list()).toEqual([])
  })

  test('shows a message in a frame in which no script runs', async () => {
    const { get, list } = createFilledMailbox()
    const hostile = (await list('?to=bob@example.com'))[0]
    const page = await (await get(`/?message=${hostile?.id}`)).text()
    expect(page).not.toContain('<script>')
    expect(page).toContain(`/messages/${hostile?.id}/body`)
    const body = await get(`/messages/${hostile?.id}/body`)
    expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect((await get('/messages/unknown/body')).status).toBe(404)
  })

  test('says what to do when it is empty', async () => {
    const page = await createMailbox().fetch(new Request('http://mailbox/'))
    expect(await page.text()).toContain('No mail yet')
  })
})
