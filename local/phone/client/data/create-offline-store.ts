import { decideRecall, type Recall, type Remembered } from './offline-memory.ts'
import type { EntitlementRow, LessonPreviewRow, PlanRow } from './rows.ts'

const KEY = 'tandem.remembered'

export type OfflineStore = ReturnType<typeof createOfflineStore>

/** What the app may fall back on without a connection: one user's last answers, on this phone. */
export function createOfflineStore(storage: Storage, userId: () => string | undefined, now: () => Date) {
  function read(): Remembered | null {
    try {
      return JSON.parse(storage.getItem(KEY) ?? 'null') as Remembered | null
    } catch {
      return null
    }
  }

  function write(remembered: Remembered): void {
    try {
      storage.setItem(KEY, JSON.stringify(remembered))
    } catch {
      // A full storage takes nothing away from who is online.
    }
  }

  /** One user's alone: whoever signs in next begins with nothing. */
  function readOwn(owner: string): Remembered {
    const remembered = read()
    if (remembered?.userId === owner) return remembered
    return { userId: owner, answeredAt: 0, seenAt: 0, plans: [], entitlements: [], previews: [], lessons: {} }
  }

  function change(part: (before: Remembered) => Partial<Remembered>): void {
    const owner = userId()
    if (!owner) return
    const before = readOwn(owner)
    write({ ...before, ...part(before) })
  }

  return {
    keepRights(plans: PlanRow[], entitlements: EntitlementRow[]): void {
      const time = now().getTime()
      change(() => ({ plans, entitlements, answeredAt: time, seenAt: time }))
    },
    keepPreviews: (previews: LessonPreviewRow[]): void => change(() => ({ previews })),
    /** null = the server does not hand this lesson out any more. */
    keepLesson(slug: string, body: string | null): void {
      change(({ lessons: { [slug]: _before, ...others } }) => ({
        lessons: body === null ? others : { ...others, [slug]: body },
      }))
    },
    /** What is remembered, and whether it counts. Looking moves the latest time seen on, never back. */
    recall(): { is: Recall; remembered: Remembered | null } {
      const remembered = read()
      const is = decideRecall(remembered, userId(), now())
      if (is !== 'nothing') change(({ seenAt }) => ({ seenAt: Math.max(seenAt, now().getTime()) }))
      return { is, remembered }
    },
    forget: (): void => storage.removeItem(KEY),
  }
}
