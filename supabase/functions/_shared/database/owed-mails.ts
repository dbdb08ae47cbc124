import { z } from 'zod'
import type { Database } from './connect.ts'

/** As `jsonb` writes a moment. */
const moment = z.iso.datetime({ offset: true, local: true }).transform((text) => new Date(text))
const money = { amount: z.number().int(), currency: z.string() }

const failedPayment = z.object({
  ...money,
  invoice_id: z.string(),
  /** null: the subscription, or its plan, is not known. */
  plan_name: z.string().nullable(),
  next_attempt_at: moment.nullable(),
  access: z.enum(['open', 'closed', 'unknown']),
  access_ends_at: moment.nullable(),
})

const receipt = z.object({
  ...money,
  paid_at: moment,
  number: z.string().nullish(),
  extra_name: z.string().nullish(),
  plan_name: z.string().nullish(),
  interval: z.enum(['month', 'year']).nullish(),
  billing_reason: z.string().nullish(),
})

const trialEnding = z.object({
  ...money,
  plan_name: z.string(),
  interval: z.enum(['month', 'year']),
  ends_at: moment,
  /** What is taken first, after promotion code and credit. */
  first_amount: z.number().int(),
})

const addressed = { key: z.string(), to: z.string() }
const owedMail = z.discriminatedUnion('kind', [
  z.object({ ...addressed, kind: z.literal('payment_failed'), facts: failedPayment }),
  z.object({ ...addressed, kind: z.literal('payment_needs_confirmation'), facts: failedPayment }),
  z.object({ ...addressed, kind: z.literal('receipt'), facts: receipt }),
  z.object({ ...addressed, kind: z.literal('trial_ending'), facts: trialEnding }),
  z.object({ ...addressed, kind: z.literal('account_deleted'), facts: z.object({ app_store_goes_on: z.boolean() }) }),
])
/** A mail that is to be sent now, with what it says at this moment. */
export type OwedMail = z.infer<typeof owedMail>
export type MailFacts<Kind extends OwedMail['kind']> = Extract<OwedMail, { kind: Kind }>['facts']

/** Takes due mails, each for one caller only: nobody else gets it until its next attempt is due. */
export async function claimMails(database: Database, atMost: number): Promise<OwedMail[]> {
  return z.array(owedMail).parse(await database.call('billing.claim_owed_mails', [atMost]))
}

export async function finishMail(database: Database, key: string, outcome: 'sent' | 'nobody_sends'): Promise<void> {
  await database.call('billing.finish_owed_mail', [key, outcome])
}

/** Notes why it failed; answers whether it is given up. Final: it would be refused again. */
export async function failMail(database: Database, key: string, failure: { reason: string; isFinal: boolean }) {
  return z.boolean().parse(await database.call('billing.fail_owed_mail', [key, failure.reason, failure.isFinal]))
}

/** Owes the mails that no event asked for, only the time. */
export async function oweDueMails(database: Database): Promise<void> {
  await database.call('billing.owe_due_mails', [])
}
