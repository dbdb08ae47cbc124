import type { Database } from '../database/connect.ts'
import { claimMails, failMail, finishMail, type OwedMail } from '../database/owed-mails.ts'
import { hashId, type Log } from '../log.ts'
import { MailNotSentError } from './mail-not-sent-error.ts'
import { writeOwedMail } from './mails/write-owed-mail.ts'
import type { SendMail } from './send-mail.ts'

export type MailDeps = { database: Database; sendMail: SendMail; siteUrl: string; log: Log }

/** One after the other within the minute for which they are ours, at ten seconds each. */
const AT_ONCE = 5

/**
 * Sends the mails that are due, until none is left or the time is up; answers how many were settled. A mail that fails stays
 * owed, so this throws for the database's sake only. Safe at any time, several at once.
 */
export async function sendOwedMails(deps: MailDeps, hasTime = () => true) {
  let done = 0
  while (hasTime()) {
    const mails = await claimMails(deps.database, AT_ONCE)
    if (mails.length === 0) return { done, isComplete: true }
    let refusal: unknown = null
    for (const mail of mails) {
      // Nobody else's mail would be taken either: the rest of them waits for its next attempt.
      const failure = refusal ?? (await attempt(mail, deps))
      if (failure === null) done += 1
      else await noteFailure(mail, failure, deps)
      if (concernsAllMails(failure)) refusal = failure
    }
    if (refusal) break
  }
  return { done, isComplete: false }
}

/** What went wrong; null when nothing did. */
async function attempt(mail: OwedMail, deps: MailDeps): Promise<unknown> {
  try {
    const written = writeOwedMail(mail, deps.siteUrl)
    const outcome = await deps.sendMail({ ...written, to: mail.to, key: mail.key })
    await finishMail(deps.database, mail.key, outcome)
    if (outcome === 'sent') deps.log.info('Mail sent', describe(mail))
    return null
  } catch (error) {
    return error ?? new Error('failed without a reason')
  }
}

async function noteFailure(mail: OwedMail, error: unknown, deps: MailDeps): Promise<void> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const isFinal = error instanceof MailNotSentError && !error.isRetryable
  const isGivenUp = await failMail(deps.database, mail.key, { reason, isFinal })
  deps.log.error(isGivenUp ? 'Mail given up' : 'Mail not sent, it is tried again', error, describe(mail))
}

/** A service that is away or refuses us says the same to the next one, and may count it. */
function concernsAllMails(error: unknown): boolean {
  return error instanceof MailNotSentError && error.isRetryable && error.status !== 409
}

/** No key as it is: it names an invoice or a subscription. */
function describe(mail: OwedMail) {
  return { kind: mail.kind, mail: hashId(mail.key) }
}
