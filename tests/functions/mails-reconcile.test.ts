import { beforeEach, expect, it } from 'vitest'
import { MailNotSentError } from '../../supabase/functions/_shared/mail/mail-not-sent-error.ts'
import type { Mail } from '../../supabase/functions/_shared/mail/send-mail.ts'
import { secretKey } from '../support/app-store/create-app-store-functions.ts'
import { forgetReconciliation } from '../support/app-store/forget-reconciliation.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'
import { bearRenewing, inHours, payRenewal, trialOf } from '../support/mails/owed-mails.ts'
import { recordStripe } from '../support/records.ts'

const appStore = setUpAppStore()
const sent: Mail[] = []
const sendMail = async (mail: Mail) => {
  sent.push(mail)
  return 'sent' as const
}
const run = (changes = {}) => appStore().reconcile(secretKey, { sendMail, ...changes })

beforeEach(async () => {
  sent.length = 0
  await forgetReconciliation(appStore().sql)
})

it('reconcile sends what no webhook has sent, once', async () => {
  const person = await bearRenewing(appStore().sql)
  await payRenewal(appStore().sql, person)
  expect(await run()).toMatchObject([200, { mails: 1, is_complete: true }])
  expect(await run()).toMatchObject([200, { mails: 0, is_complete: true }])
  expect(sent).toMatchObject([{ to: person.email, key: `receipt/${person.invoiceId}` }])
})

it('reconcile announces the end of a trial whose event was lost', async () => {
  const person = await bearRenewing(appStore().sql)
  await recordStripe(appStore().sql, trialOf(person, 70), inHours(-98))
  expect(await run()).toMatchObject([200, { mails: 1 }])
  expect(sent[0]?.subject).toMatch(/^Your free trial ends on /)
})

it('reconcile does the rest of its work when no mail can be sent, and says that it is not complete', async () => {
  const person = await bearRenewing(appStore().sql)
  await payRenewal(appStore().sql, person)
  const away = () => Promise.reject(new MailNotSentError(null))
  expect(await run({ sendMail: away })).toMatchObject([200, { mails: 0, derived: 0, is_complete: false }])
})
