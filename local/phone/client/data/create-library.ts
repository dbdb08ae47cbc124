import type { Auth } from '../session/create-auth.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import type { OfflineStore } from './create-offline-store.ts'
import { createRecall } from './create-recall.ts'
import { type Membership, toMembership } from './membership.ts'
import type { Remembered } from './offline-memory.ts'
import type { EntitlementRow, ExtraRow, LessonPreviewRow, LessonRow, PlanRow } from './rows.ts'

export type Library = ReturnType<typeof createLibrary>

/** What the user may use, and the lessons: read from the database as the signed-in user, remembered for a while offline. */
export function createLibrary(auth: Auth, requests: SupabaseRequests, memory: OfflineStore, now: () => Date) {
  const read = <T>(build: (token: string) => WireRequest) => auth.sendAsUser(build) as Promise<T>
  const readOrRecall = createRecall(memory)

  async function askMembership(): Promise<Membership> {
    const [plans, rows] = await Promise.all([
      read<PlanRow[]>(requests.readPlans),
      read<EntitlementRow[]>(requests.readEntitlements),
    ])
    memory.keepRights(plans, rows)
    return toMembership(rows, plans, now())
  }

  const recallMembership = ({ plans, entitlements, answeredAt }: Remembered) =>
    toMembership(entitlements, plans, now(), new Date(answeredAt))

  async function askPreviews(): Promise<LessonPreviewRow[]> {
    const previews = await read<LessonPreviewRow[]>(requests.readLessonPreviews)
    memory.keepPreviews(previews)
    return previews
  }

  async function askLesson(slug: string): Promise<LessonRow | null> {
    const [row = null] = await read<LessonRow[]>((token) => requests.readLesson(slug, token))
    memory.keepLesson(slug, row?.body ?? null)
    return row
  }

  function recallLesson({ slug, required_entitlement }: LessonPreviewRow, remembered: Remembered): LessonRow | null {
    const { open } = recallMembership(remembered)
    const body = remembered.lessons[slug]
    return body !== undefined && (required_entitlement === null || open.includes(required_entitlement))
      ? { slug, body }
      : null
  }

  return {
    readMembership: () => readOrRecall(askMembership, recallMembership),
    readLessonPreviews: () => readOrRecall(askPreviews, ({ previews }) => (previews.length > 0 ? previews : null)),
    /** null = locked: the database hands the row only to those who may read it. Offline: what was opened here before. */
    readLesson: (lesson: LessonPreviewRow) =>
      readOrRecall(
        () => askLesson(lesson.slug),
        (remembered) => recallLesson(lesson, remembered),
      ),

    /** Names of what gives a right and is sold in this app: plans, and what is bought once. */
    async readWhatGives(entitlement: string): Promise<string[]> {
      const [plans, extras] = await Promise.all([
        read<PlanRow[]>(requests.readPlans),
        read<ExtraRow[]>(requests.readExtras),
      ])
      return [...plans, ...extras]
        .filter((one) => one.app_store_product_id !== null && one.entitlements.includes(entitlement))
        .map(({ name }) => name)
    },
  }
}
