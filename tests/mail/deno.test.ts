import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findAnyPort } from '../../local/find-free-port.ts'
import { type OpenServer, openServer } from '../../local/open-server.ts'
import { createMailbox, type Mail } from '../../local/supabase/mailbox.ts'
import { runDeno } from '../support/apple/run-deno.ts'
import { sampleMails } from './sample-mails.ts'

let server: OpenServer
beforeAll(async () => {
  server = await openServer(await findAnyPort())
  server.attach(createMailbox().fetch)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

test('the Deno of hosted functions writes the same mails, dates and money included, and delivers them', async () => {
  const mailbox = `http://127.0.0.1:${server.port}`
  vi.stubEnv('LOCAL_MAILBOX_URL', mailbox)
  await runDeno('tests/mail/write-under-deno.ts', '', ['--allow-net'])
  const mails = (await (await fetch(`${mailbox}/api/messages`)).json()) as Mail[]
  const delivered = mails.map(({ subject, html, text }) => ({ subject, html, text }))
  expect(delivered.reverse()).toEqual(Object.values(sampleMails))
})
