import type { Auth } from '../session/create-auth.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import { type Membership, toMembership } from './membership.ts'
import type {
  DoublePaymentRow,
  EntitlementRow,
  LessonPreviewRow,
  LessonRow,
  PlanRow,
  PurchaseOptionRow,
} from './rows.ts'

export type Library = ReturnType<typeof createLibrary>

/** Everything that the app reads from the database, as the signed-in user. */
export function createLibrary(auth: Auth, requests: SupabaseRequests, now: () => Date) {
  return {
    async readMembership(): Promise<Membership> {
      const [plans, rows] = await Promise.all([
        auth.sendAsUser(requests.readPlans) as Promise<PlanRow[]>,
        auth.sendAsUser(requests.readEntitlements) as Promise<EntitlementRow[]>,
      ])
      return toMembership(rows, plans, now())
    },

    /** Empty for nearly everybody. */
    readDoublePayments: () => auth.sendAsUser(requests.readDoublePayments) as Promise<DoublePaymentRow[]>,

    readLessonPreviews: () => auth.sendAsUser(requests.readLessonPreviews) as Promise<LessonPreviewRow[]>,

    /** null = locked: the database hands the row only to those who may read it. */
    async readLesson(slug: string): Promise<LessonRow | null> {
      const rows = (await auth.sendAsUser((token) => requests.readLesson(slug, token))) as LessonRow[]
      return rows[0] ?? null
    },

    /** What the server says about a purchase in the App Store, per plan. */
    async readPurchaseOptions(): Promise<PurchaseOptionRow[]> {
      const rows = (await auth.sendAsUser(requests.readPurchaseOptions)) as PurchaseOptionRow[]
      return rows.filter((row) => row.store === 'app_store')
    },
  }
}
