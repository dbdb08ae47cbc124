import type { EntitlementRow, LessonPreviewRow, PlanRow } from './rows.ts'

/** Without an answer for longer than this, the phone says nothing about rights any more. */
export const MEMORY_LASTS = 3 * 86_400_000

/** A clock is corrected by seconds every day; an hour is no correction. */
const CLOCK_TOLERANCE = 5 * 60_000

/** What the server last said, and to whom. */
export type Remembered = {
  userId: string
  /** Milliseconds since 1970 by this phone's clock: when the server last spoke of rights (0 = never), the latest time seen since. */
  answeredAt: number
  seenAt: number
  plans: PlanRow[]
  entitlements: EntitlementRow[]
  previews: LessonPreviewRow[]
  /** Texts of the lessons that were opened, by slug. */
  lessons: Record<string, string>
}

export type Recall = 'usable' | 'nothing' | 'too_old' | 'clock_set_back'

/** Whether what is remembered may stand in for an answer. A clock set back would make it last for ever. */
export function decideRecall(remembered: Remembered | null, userId: string | undefined, now: Date): Recall {
  if (!remembered?.answeredAt || remembered.userId !== userId) return 'nothing'
  if (now.getTime() < Math.max(remembered.answeredAt, remembered.seenAt) - CLOCK_TOLERANCE) return 'clock_set_back'
  return now.getTime() - remembered.answeredAt <= MEMORY_LASTS ? 'usable' : 'too_old'
}
