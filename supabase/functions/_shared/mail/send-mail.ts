import type { MailEnv } from '../env.ts'
import type { Log } from '../log.ts'
import { createResend } from './create-resend.ts'
import { deliverToMailbox } from './deliver-to-mailbox.ts'
import type { WrittenMail } from './mail-words.ts'

export type Mail = WrittenMail & {
  to: string
  /** Names what the mail tells, e.g. `receipt/in_1`: what is sent again with the same key arrives once. */
  key: string
}

/** Hands a mail over for sending, once per key, or says that nobody sends mails. Throws `MailNotSentError`. */
export type SendMail = (mail: Mail) => Promise<'sent' | 'nobody_sends'>

/** Chooses who delivers, by what is configured. Without anything no mail is sent, and the log says so once. */
export function createSendMail(env: MailEnv, deps: { log: Log; fetch?: typeof fetch }): SendMail {
  const send = deps.fetch ?? fetch
  if (env?.by === 'resend') return createResend(env, send)
  if (env?.by === 'mailbox') return deliverToMailbox(env, send)
  let wasSaid = false
  return async () => {
    if (!wasSaid) deps.log.info('Mails are not sent: RESEND_API_KEY and MAIL_FROM are not set.')
    wasSaid = true
    return 'nobody_sends'
  }
}
