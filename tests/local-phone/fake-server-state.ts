import type { Context } from 'hono'
import type {
  DoublePaymentRow,
  EntitlementRow,
  InvoiceRow,
  SubscriptionRow,
} from '../../local/phone/client/data/rows.ts'
import { ANN, BEN } from './fake-api-data.ts'

export type User = typeof ANN & { name?: string; isUnproved?: boolean }
export type FakeIdentity = { id: string; userId: string; provider: string; subject: string; email: string }
export type FakeServer = ReturnType<typeof createFakeServer>

/** What the fake server knows; tests set it up and look at it. */
export function createFakeServer() {
  const users: User[] = [ANN, BEN]
  const entitlements = new Map<string, EntitlementRow[]>()

  return {
    users,
    unconfirmed: [] as User[],
    /** Mails that were sent: to whom, and by which request. */
    mails: [] as { to: string; kind: string }[],
    identities: [] as FakeIdentity[],
    /** Sign-ins of these users count as old from now on. */
    staleUsers: new Set<string>(),
    /** Codes that move a purchase, with the user who gave them. */
    moveCodes: new Map<string, string>(),
    /** What the provider's page in the browser sent back, by code. */
    browserCodes: new Map<string, { userId: string; challenge: string }>(),
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
      users.find((user) => context.req.header('authorization')?.endsWith(`.access-${user.id}`)),
    rightsOf: (user: User | undefined): EntitlementRow[] => (user && entitlements.get(user.id)) ?? [],
  }
}

export const bodyOf = <T>(context: Context): Promise<T> => context.req.json() as Promise<T>

export function isOpen(rows: EntitlementRow[], right: string | null | undefined): boolean {
  return !right || rows.some((row) => row.entitlement === right && Date.parse(row.access_ends_at ?? '') > Date.now())
}
