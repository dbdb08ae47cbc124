import { postJson } from './post-json.ts'
import type { SendMail } from './send-mail.ts'

/**
 * Sends by Resend. Its idempotency key lasts a day; what comes again later is the caller's to know.
 * https://resend.com/docs/api-reference/emails/send-email
 */
export function createResend({ apiKey, from }: { apiKey: string; from: string }, send: typeof fetch): SendMail {
  return ({ to, subject, html, text, key }) =>
    postJson(
      'https://api.resend.com/emails',
      { from, to: [to], subject, html, text },
      { authorization: `Bearer ${apiKey}`, 'idempotency-key': key },
      send,
    )
}
