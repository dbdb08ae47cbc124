import { type MailDeps, sendOwedMails } from './send-owed-mails.ts'

export type MailRoundDeps = MailDeps & {
  wait: (milliseconds: number) => Promise<void>
  afterAnswer: (work: Promise<unknown>) => void
}

/** A little longer than a failed payment rests in billing.owed_mails, until Stripe has said what it needs. */
const REST_MS = 2500

/**
 * Gives back what a handler calls when it may have made mails owed: they are sent a moment after its answer. Many calls make
 * one round, and one that comes during a round makes another. What is not sent then, reconciliation sends.
 */
export function createMailRound(deps: MailRoundDeps): () => void {
  let isAsked = false
  let round: Promise<void> | null = null

  async function send(): Promise<void> {
    try {
      while (isAsked) {
        isAsked = false
        await deps.wait(REST_MS)
        await sendOwedMails(deps)
      }
    } catch (error) {
      deps.log.error('Owed mails not sent', error)
    } finally {
      round = null
    }
  }

  return () => {
    isAsked = true
    round ??= send()
    deps.afterAnswer(round)
  }
}
