import type { Auth } from '../session/create-auth.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import type {
  DoublePaymentRow,
  ExtraRow,
  InvoiceRow,
  PurchaseOptionRow,
  RefundConsentRow,
  SubscriptionRow,
} from './rows.ts'

export type WebRule = 'nothing' | 'mention' | 'link'
export type Billing = ReturnType<typeof createBilling>

/** What the database says about buying and paying, to the signed-in user. Nothing of it is remembered: money is asked about anew. */
export function createBilling(auth: Auth, requests: SupabaseRequests) {
  const read = <T>(build: (token: string) => WireRequest) => auth.sendAsUser(build) as Promise<T>

  return {
    readSubscriptions: () => read<SubscriptionRow[]>(requests.readSubscriptions),
    readOpenInvoices: () => read<InvoiceRow[]>(requests.readOpenInvoices),
    readExtras: () => read<ExtraRow[]>(requests.readExtras),

    /** Empty for nearly everybody. */
    readDoublePayments: () => read<DoublePaymentRow[]>(requests.readDoublePayments),

    /** What the server says about a purchase in the App Store, per plan. */
    async readPurchaseOptions(): Promise<PurchaseOptionRow[]> {
      const rows = await read<PurchaseOptionRow[]>(requests.readPurchaseOptions)
      return rows.filter((row) => row.store === 'app_store')
    },

    /** What the app may say about the web to buyers in this country's App Store: nothing, unless the server knows better. */
    async readWebRule(storefront: string): Promise<WebRule> {
      const rule = await read<unknown>((token) => requests.readWebPurchaseRule(storefront, token))
      return rule === 'mention' || rule === 'link' ? rule : 'nothing'
    },

    /** Whether Apple may be told how much was used: no, until somebody says yes. */
    async readRefundConsent(): Promise<boolean> {
      const [row] = await read<RefundConsentRow[]>(requests.readRefundConsent)
      return row?.consented ?? false
    },
    setRefundConsent: (consented: boolean) => read<null>((token) => requests.setRefundConsent(consented, token)),
  }
}
