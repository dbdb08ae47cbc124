import { describe, expect, test, vi } from 'vitest'
import { createMailbox, type Mail as ShownMail } from '../../local/supabase/mailbox.ts'
import { MissingConfigurationError, readMailEnv } from '../../supabase/functions/_shared/env.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import type { MailNotSentError } from '../../supabase/functions/_shared/mail/mail-not-sent-error.ts'
import { createSendMail } from '../../supabase/functions/_shared/mail/send-mail.ts'

const mail = { to: 'ada@example.com', key: 'receipt/in_1', subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }
const resend = { by: 'resend', apiKey: 'a key', from: 'Tandem <hello@example.com>' } as const
const silent = createLog('test', () => {})

/** A fetch that answers with this, and what it was asked. */
function fakeFetch(answer: () => Response) {
  const requests: Request[] = []
  const send = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
    requests.push(new Request(input, init))
    return answer()
  })
  return { send: send as typeof fetch, requests, options: () => send.mock.calls[0]?.[1] }
}

const failure = (sending: Promise<unknown>): Promise<MailNotSentError> =>
  sending.then(
    () => expect.unreachable('it was sent'),
    (error) => error,
  )

describe('who delivers our mails', () => {
  test('is nobody when nothing is set', () => {
    expect(readMailEnv({ RESEND_API_KEY: '', MAIL_FROM: '' })).toBeNull()
  })

  test('is Resend with a key and a sender, and the one that is missing is named', () => {
    const source = { RESEND_API_KEY: 'a key', MAIL_FROM: 'Tandem <hello@example.com>' }
    expect(readMailEnv(source)).toEqual(resend)
    expect(() => readMailEnv({ ...source, MAIL_FROM: '' })).toThrow(/MAIL_FROM is missing/)
    expect(() => readMailEnv({ ...source, RESEND_API_KEY: '' })).toThrow(/RESEND_API_KEY is missing/)
    expect(() => readMailEnv({ ...source, MAIL_FROM: 'Tandem' })).toThrow(/MAIL_FROM is not valid/)
  })

  test('is the mailbox on a developer’s machine only', () => {
    expect(readMailEnv({ LOCAL_MAILBOX_URL: 'http://127.0.0.1:54324' })).toMatchObject({ by: 'mailbox' })
    expect(readMailEnv({ LOCAL_MAILBOX_URL: 'http://host.docker.internal:54324' })).toMatchObject({ by: 'mailbox' })
    expect(() => readMailEnv({ LOCAL_MAILBOX_URL: 'https://mail.example.com' })).toThrow(MissingConfigurationError)
  })
})

describe('a mail', () => {
  test('goes to Resend with both forms and the key that keeps it from going twice', async () => {
    const { send, requests, options } = fakeFetch(() => Response.json({ id: 'x' }))
    await createSendMail(resend, { log: silent, fetch: send })(mail)
    const [request] = requests
    expect(request?.url).toBe('https://api.resend.com/emails')
    expect(request?.headers.get('authorization')).toBe('Bearer a key')
    expect(request?.headers.get('idempotency-key')).toBe('receipt/in_1')
    expect(await request?.json()).toEqual({
      from: 'Tandem <hello@example.com>',
      to: ['ada@example.com'],
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello',
    })
    expect(options()).toMatchObject({ redirect: 'error', signal: expect.any(AbortSignal) })
  })

  test.each([
    [429, true],
    [500, true],
    // Our key or our domain, not this mail.
    [401, true],
    [403, true],
    [422, false],
  ])(
    'that is refused with %i says whether to try again (%s), and nothing about the person',
    async (status, isRetryable) => {
      const { send } = fakeFetch(() => Response.json({ message: 'ada@example.com is blocked' }, { status }))
      const error = await failure(createSendMail(resend, { log: silent, fetch: send })(mail))
      expect(error).toMatchObject({ name: 'MailNotSentError', status, isRetryable })
      expect(`${error.message}${String(error.cause)}`).not.toContain('ada@')
    },
  )

  test('that Resend has taken before is not sent again, in whatever words', async () => {
    const refuse = (name: string) => () => Response.json({ name }, { status: 409 })
    const known = fakeFetch(refuse('invalid_idempotent_request'))
    expect(await createSendMail(resend, { log: silent, fetch: known.send })(mail)).toBe('sent')
    const underWay = fakeFetch(refuse('concurrent_idempotent_requests'))
    const error = await failure(createSendMail(resend, { log: silent, fetch: underWay.send })(mail))
    expect(error).toMatchObject({ status: 409, reason: 'concurrent_idempotent_requests', isRetryable: true })
  })

  test('that nobody answered for may be tried again', async () => {
    const { send } = fakeFetch(() => {
      throw new TypeError('fetch failed')
    })
    const error = await failure(createSendMail(resend, { log: silent, fetch: send })(mail))
    expect(error).toMatchObject({ status: null, isRetryable: true })
  })

  test('is shown in the mailbox of the local stack, once for its key', async () => {
    const mailbox = createMailbox()
    const env = readMailEnv({ LOCAL_MAILBOX_URL: 'http://127.0.0.1:54324' })
    const toMailbox = (async (input, init) => mailbox.fetch(new Request(input, init))) as typeof fetch
    const sendMail = createSendMail(env, { log: silent, fetch: toMailbox })
    await sendMail(mail)
    await sendMail(mail)
    const answer = await mailbox.fetch(new Request('http://mailbox/api/messages?to=ada@example.com'))
    const shown = (await answer.json()) as ShownMail[]
    expect(shown).toHaveLength(1)
    expect(shown[0]).toMatchObject({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' })
  })

  test('is not sent without configuration, which the log says once and without the address', async () => {
    const lines: string[] = []
    const { send, requests } = fakeFetch(() => Response.json({}))
    const sendMail = createSendMail(null, { log: createLog('test', (line) => lines.push(line)), fetch: send })
    await sendMail(mail)
    await sendMail(mail)
    expect(requests).toHaveLength(0)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('RESEND_API_KEY and MAIL_FROM are not set')
    expect(lines[0]).not.toContain('ada@')
  })
})
