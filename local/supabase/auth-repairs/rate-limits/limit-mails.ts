import type { AuthMailer } from '../../auth-mail/create-auth-mailer.ts'
import { type AuthRepair, type AuthRepairOptions, refuse } from '../auth-repair.ts'

const anHour = 3_600_000

/** What is one mail to Auth's clock: a sign-in code and a reset write the same column there, `recovery_sent_at`. */
const clocks = {
  sendConfirmation: 'confirmation',
  sendMagicLink: 'recovery',
  sendRecovery: 'recovery',
  sendEmailChange: 'email change',
  sendReauthentication: 'reauthentication',
} as const

type Limited = keyof typeof clocks

/**
 * Holds Auth's mails to what config.toml says: `email_sent` an hour to all together, and `max_frequency` between two of a kind
 * to one address. lite sends every mail that it is asked for.
 */
export function limitMails({ auth }: AuthRepairOptions): AuthRepair {
  const frequency = toMilliseconds(auth.email.max_frequency)
  const lastSent = new Map<string, number>()
  let hour = { began: 0, sent: 0 }

  /** The sentence of Auth's refusal, or null: then the mail counts. */
  function refuseMail(clock: string, to: string): string | null {
    const now = Date.now()
    const wait = (lastSent.get(`${clock} ${to}`) ?? -frequency) + frequency - now
    if (wait > 0) return `For security purposes, you can only request this after ${Math.ceil(wait / 1000)} seconds.`
    if (now - hour.began >= anHour) hour = { began: now, sent: 0 }
    if (hour.sent >= auth.rate_limit.email_sent) return 'email rate limit exceeded'
    hour.sent += 1
    lastSent.set(`${clock} ${to}`, now)
    return null
  }

  return async (c, next) => {
    const service = c.var.authService
    let refusal: string | null = null
    const limit = (mailer: AuthMailer, name: Limited) => {
      const send = mailer[name].bind(mailer) as (to: string, ...rest: unknown[]) => Promise<void>
      return async (to: string, ...rest: unknown[]) => {
        refusal = refuseMail(clocks[name], to)
        if (refusal) throw new Error('This mail is over the limit.')
        return send(to, ...rest)
      }
    }
    const mailer = service.mailer as AuthMailer
    const limits = (Object.keys(clocks) as Limited[]).map((name) => [name, limit(mailer, name)])
    service.mailer = { ...mailer, ...Object.fromEntries(limits) }
    await next()
    if (!refusal) return
    // lite has made a 500 of it, whose headers Hono would keep.
    const answer = refuse(c, 429, 'over_email_send_rate_limit', refusal)
    c.res = undefined
    c.res = answer
  }
}

function toMilliseconds(time: string): number {
  return Number.parseInt(time, 10) * (time.endsWith('m') ? 60_000 : 1000)
}
