import { postJson } from './post-json.ts'
import type { SendMail } from './send-mail.ts'

/**
 * Shows a mail in the mailbox of this machine. The call is Mailpit's, which `supabase start` brings, so that both kinds of
 * local stack understand it; ours also keeps the key. https://mailpit.axllent.org/docs/api-v1/
 */
export function deliverToMailbox({ url, from }: { url: string; from: string }, send: typeof fetch): SendMail {
  return async ({ to, subject, html, text, key }) => {
    await postJson(
      new URL('/api/v1/send', url).href,
      { From: { Email: from, Name: 'Tandem' }, To: [{ Email: to }], Subject: subject, HTML: html, Text: text },
      { 'idempotency-key': key },
      send,
    )
    return 'sent'
  }
}
