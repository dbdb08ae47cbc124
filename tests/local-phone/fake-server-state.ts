import type { Context } from 'hono'
import type {
  DoublePaymentRow,
  EntitlementRow,
  InvoiceRow,
  SubscriptionRow,
} from '../../local/phone/client/data/rows.ts'
import { ANN, BEN } from './fake-api-data.ts'

export type User = typeof ANN
export type FakeServer = ReturnType<typeof createFakeServer>

/** What the fake server knows; tests set it up and look at it. */
export function createFakeServer() {
  const users: User[] = [ANN, BEN]
  const entitlements = new Map<string, EntitlementRow[]>()

  return {
    users,
    unconfirmed: [] as User[],
    entitlements,
    subscriptions: new Map<string, Partial<SubscriptionRow>[]>(),
    doublePayments: new Map<string, DoublePaymentRow[]>(),
    openInvoices: new Map<string, InvoiceRow[]>(),
    /** By originalTransactionId. */
    owners: new Map<string, string>(),
    refundConsents: new Map<string, boolean>(),
    /** What the app may say about the web, by storefront. */
    webRules: new Map<string, string>(),
    /** Users who had their free trial, here or on the web. */
    hadTrial: new Set<string>(),
    /** Users who have begun to pay on the web. */
    heldByWeb: new Set<string>(),
    userOf: (context: Context): User | undefined =>
      users.find((user) => context.req.header('authorization') === `Bearer access-${user.id}`),
    rightsOf: (user: User | undefined): EntitlementRow[] => (user && entitlements.get(user.id)) ?? [],
  }
}

export const bodyOf = <T>(context: Context): Promise<T> => context.req.json() as Promise<T>

export function isOpen(rows: EntitlementRow[], right: string | null | undefined): boolean {
  return !right || rows.some((row) => row.entitlement === right && Date.parse(row.access_ends_at ?? '') > Date.now())
}
