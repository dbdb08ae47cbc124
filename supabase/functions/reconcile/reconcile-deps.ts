import type { ApplyNotificationDeps } from '../_shared/apple/apply-notification.ts'
import type { TaskDeps } from '../_shared/apple/run-tasks.ts'
import type { RevokeDeps } from '../_shared/apple/sign-in/revoke-owed-tokens.ts'
import type { Environment } from '../_shared/domain/subscription.ts'
import type { MailDeps } from '../_shared/mail/send-owed-mails.ts'

export type ReconcileDeps = ApplyNotificationDeps &
  TaskDeps &
  MailDeps &
  RevokeDeps & {
    /** Whoever calls must know one of them. */
    secretKeys: string[]
    environments: Environment[]
    now: () => Date
  }
