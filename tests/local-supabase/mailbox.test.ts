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

  test('takes what a function sends, with its own text, and once for each key', async () => {
    const { get, list } = createFilledMailbox()
    const send = (headers: Record<string, string>, body: unknown) =>
      get('/api/v1/send', { method: 'POST', headers, body: JSON.stringify(body) })
    const mail = { To: [{ Email: 'Eve@example.com' }], Subject: 'Third', HTML: '<p>Rich</p>', Text: 'Plain' }
    const json = { 'content-type': 'application/json' }
    for (const key of ['paid/1', 'paid/1', 'paid/2'])
      expect((await send({ ...json, 'idempotency-key': key }, mail)).status).toBe(200)
    const mails = await list('?to=eve@example.com')
    expect(mails).toHaveLength(2)
    expect(mails[0]).toMatchObject({ subject: 'Third', html: '<p>Rich</p>', text: 'Plain' })

    expect((await send({ 'content-type': 'text/plain' }, mail)).status).toBe(400)
    expect((await send(json, { ...mail, To: [] })).status).toBe(400)
    expect(await list('?to=eve@example.com')).toHaveLength(2)
  })

  test('leaves out of the text what only a list of mails shows', async () => {
    const mailbox = createMailbox()
    mailbox.deliver({
      to: 'ada@example.com',
      subject: 'x',
      html: '<div style="display: none; max-height: 0">Preview</div><p>Text</p>',
    })
    const answer = await mailbox.fetch(new Request('http://mailbox/api/messages'))
    expect(((await answer.json()) as Mail[])[0]?.text).toBe('Text')
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
