import type { ApplyNotificationDeps } from '../_shared/apple/apply-notification.ts'
import type { TaskDeps } from '../_shared/apple/run-tasks.ts'
import type { Environment } from '../_shared/domain/subscription.ts'

export type ReconcileDeps = ApplyNotificationDeps &
  TaskDeps & {
    /** Whoever calls must know one of them. */
    secretKeys: string[]
    environments: Environment[]
    now: () => Date
  }
