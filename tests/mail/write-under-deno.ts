import process from 'node:process'
import { readMailEnv } from '../../supabase/functions/_shared/env.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { createSendMail } from '../../supabase/functions/_shared/mail/send-mail.ts'
import { sampleMails } from './sample-mails.ts'

// Run by deno.test.ts: sends one of each mail to the mailbox that the environment names.
const log = createLog('test', console.error)
const sendMail = createSendMail(readMailEnv(process.env), { log })
for (const [name, mail] of Object.entries(sampleMails))
  await sendMail({ ...mail, to: 'ada@example.com', key: `${name}/1` })
