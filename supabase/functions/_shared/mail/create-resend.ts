import { MailNotSentError } from './mail-not-sent-error.ts'
import { postJson } from './post-json.ts'
import type { SendMail } from './send-mail.ts'

/**
 * Sends by Resend. Its idempotency key lasts a day; what comes again later is the caller's to know.
 * https://resend.com/docs/api-reference/emails/send-email, https://resend.com/docs/api-reference/errors
 */
export function createResend({ apiKey, from }: { apiKey: string; from: string }, send: typeof fetch): SendMail {
  return async ({ to, subject, html, text, key }) => {
    await postJson(
      'https://api.resend.com/emails',
      { from, to: [to], subject, html, text },
      { authorization: `Bearer ${apiKey}`, 'idempotency-key': key },
      send,
    ).catch((error: unknown) => {
      // Taken before, in slightly other words: that answer was lost on its way to us.
      if (error instanceof MailNotSentError && error.reason === 'invalid_idempotent_request') return
      throw error
    })
    return 'sent'
  }
}
