import type { Auth } from '../session/create-auth.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import { type Membership, toMembership } from './membership.ts'
import { decidePaymentProblem, type PaymentProblem } from './payment-problem.ts'
import type {
  DoublePaymentRow,
  EntitlementRow,
  InvoiceRow,
  LessonPreviewRow,
  LessonRow,
  PlanRow,
  PurchaseOptionRow,
  SubscriptionRow,
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

    /** null = nothing on the web waits to be paid. */
    async readPaymentProblem(): Promise<PaymentProblem | null> {
      const [subscriptions, invoices] = await Promise.all([
        auth.sendAsUser(requests.readSubscriptions) as Promise<SubscriptionRow[]>,
        auth.sendAsUser(requests.readOpenInvoices) as Promise<InvoiceRow[]>,
      ])
      return decidePaymentProblem(subscriptions, invoices)
    },

    /** Empty for nearly everybody. */
    readDoublePayments: () => auth.sendAsUser(requests.readDoublePayments) as Promise<DoublePaymentRow[]>,

    readLessonPreviews: () => auth.sendAsUser(requests.readLessonPreviews) as Promise<LessonPreviewRow[]>,

    /** Names of the plans that give a right; none where it is sold by itself. */
    async readPlansGiving(entitlement: string): Promise<string[]> {
      const plans = (await auth.sendAsUser(requests.readPlans)) as PlanRow[]
      return plans.filter((plan) => plan.entitlements.includes(entitlement)).map((plan) => plan.name)
    },

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
