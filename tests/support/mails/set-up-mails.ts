import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createMailbox, type Mail } from '../../../local/supabase/mailbox.ts'
import { connect, type Database } from '../../../supabase/functions/_shared/database/connect.ts'
import { serve } from '../../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../../supabase/functions/_shared/log.ts'
import { createMailRound } from '../../../supabase/functions/_shared/mail/create-mail-round.ts'
import { createSendMail, type SendMail } from '../../../supabase/functions/_shared/mail/send-mail.ts'
import { type MailDeps, sendOwedMails } from '../../../supabase/functions/_shared/mail/send-owed-mails.ts'
import { createVerifyEvent } from '../../../supabase/functions/_shared/stripe/verify-event.ts'
import { handleStripeWebhook } from '../../../supabase/functions/stripe-webhook/handler.ts'
import { buildSignedRequest, buildStripeEvent } from '../stripe/build-event.ts'
import { type ServedStripe, serveStripe } from '../stripe/serve-stripe.ts'
import { createTestDatabase } from '../test-database.ts'
import { letFirstRestPass, letRestPass } from './owed-mails.ts'

const secret = 'whsec_local'

export type Mails = {
  sql: Sql
  /** Delivers one event as Stripe does; gives back the answer's status, and how many SQL calls were made before it. */
  tell: (...event: Parameters<typeof buildStripeEvent>) => Promise<{ status: number; calls: number }>
  /** Lets what was begun after the answers come to its end. */
  settle: () => Promise<void>
  /** What is due now, as one worker of many. */
  send: (changes?: Partial<MailDeps>) => Promise<{ done: number; isComplete: boolean }>
  /** As `reconcile` does, after the time until the next attempt has passed. */
  sendLater: (changes?: Partial<MailDeps>) => Promise<{ done: number; isComplete: boolean }>
  /** The newest first. */
  inbox: (to: string) => Promise<Mail[]>
  /** How mails are handed over; the mailbox unless a test says otherwise. */
  sender: { send: SendMail }
  logLines: string[]
}

/** The webhook as its `index.ts` wires it, on a database and a mailbox of the test's. */
export function setUpMails(): () => Mails {
  let mails: Mails
  let connection: Database
  const closing: (() => Promise<void>)[] = []
  let reset = () => {}
  beforeAll(async () => {
    const database = await createTestDatabase()
    connection = connect(database.url)
    const stripe = await serveStripe()
    closing.push(database.close, stripe.close, connection.close)
    const opened = openMails(database.sql, connection, stripe)
    mails = opened.mails
    reset = opened.reset
  })
  beforeEach(() => reset())
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => mails
}

function openMails(sql: Sql, connection: Database, stripe: ServedStripe): { mails: Mails; reset: () => void } {
  const mailbox = createMailbox()
  const logLines: string[] = []
  const log = createLog('stripe-webhook', (line) => logLines.push(line))
  const toMailbox = (async (input, init) => mailbox.fetch(new Request(input, init))) as typeof fetch
  const env = { by: 'mailbox', url: 'http://mailbox', from: 'tandem@localhost.invalid' } as const
  const delivered = createSendMail(env, { log, fetch: toMailbox })
  const sender = { send: delivered }
  let calls = 0
  const database: Database = {
    call(...args) {
      calls += 1
      return connection.call(...args)
    },
    close: () => connection.close(),
  }
  const deps: MailDeps = { database, sendMail: (mail) => sender.send(mail), siteUrl: 'https://tandem.example', log }
  const underWay = new Set<Promise<unknown>>()
  // The rest that mails have lasts until a test says that it is over.
  const resting: (() => void)[] = []
  let isRestOver = false
  const wait = async () => {
    if (!isRestOver) await new Promise<void>((resolve) => resting.push(resolve))
    await letFirstRestPass(sql)
  }
  const sendMailsLater = createMailRound({
    ...deps,
    wait,
    afterAnswer: (work) => void underWay.add(work),
  })
  const verifyEvent = createVerifyEvent(secret)
  const webhookDeps = { verifyEvent, database, stripe: stripe.client, wait: async () => {}, sendMailsLater, log }
  const webhook = serve((request) => handleStripeWebhook(request, webhookDeps), { log, cors: false })
  const mails: Mails = {
    sql,
    async tell(...event) {
      const request = await buildSignedRequest(JSON.stringify(buildStripeEvent(...event)), secret)
      calls = 0
      const response = await webhook(request)
      return { status: response.status, calls }
    },
    async settle() {
      isRestOver = true
      for (const wake of resting.splice(0)) wake()
      await Promise.all(underWay)
      isRestOver = false
    },
    send: (changes = {}) => sendOwedMails({ ...deps, ...changes }),
    async sendLater(changes = {}) {
      await letRestPass(sql)
      return mails.send(changes)
    },
    async inbox(to) {
      const answer = await mailbox.fetch(new Request(`http://mailbox/api/messages?to=${encodeURIComponent(to)}`))
      return (await answer.json()) as Mail[]
    },
    sender,
    logLines,
  }
  const reset = () => {
    sender.send = delivered
    logLines.length = 0
  }
  return { mails, reset }
}
