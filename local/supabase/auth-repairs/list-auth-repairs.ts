import { answerByApiVersion } from './answer-by-api-version.ts'
import type { AuthRepair, AuthRepairOptions } from './auth-repair.ts'
import { checkPasswordFirst } from './check-password-first.ts'
import { completeToken } from './complete-token.ts'
import { confirmBeforeCode } from './confirm-before-code.ts'
import { confirmBothAddresses } from './confirm-both-addresses.ts'
import { confirmUserFirst } from './confirm-user-first.ts'
import { createExternalRepairs } from './external/create-external-repairs.ts'
import { guardPasswordChange } from './guard-password-change.ts'
import { hideKnownAddresses } from './hide-known-addresses.ts'
import { noteDevice } from './note-device.ts'
import { limitMails } from './rate-limits/limit-mails.ts'
import { limitRequests } from './rate-limits/limit-requests.ts'
import { refreshInTurn } from './refresh-in-turn.ts'
import { refuseBanned } from './refuse-banned.ts'
import { resendConfirmation } from './resend-confirmation.ts'
import { resendEmailChange } from './resend-email-change.ts'
import { verifyEmailType } from './verify-email-type.ts'

/** Everything that makes lite's Auth answer as Supabase Auth does; each file names the fault that it repairs. */
export function listAuthRepairs(options: AuthRepairOptions): AuthRepair[] {
  const repairs = [
    answerByApiVersion,
    ...(options.limitsRates ? [limitRequests, limitMails] : []),
    completeToken,
    noteDevice,
    refuseBanned,
    refreshInTurn,
    hideKnownAddresses,
    resendConfirmation,
    resendEmailChange,
    confirmBothAddresses,
    guardPasswordChange,
    confirmBeforeCode,
    verifyEmailType,
    confirmUserFirst,
    checkPasswordFirst,
  ]
  return [...repairs.map((repair) => repair(options)), ...createExternalRepairs(options)]
}
