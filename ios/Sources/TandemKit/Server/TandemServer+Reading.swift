import Foundation
import Supabase

extension TandemServer {
  /// The price list is public: it can be shown before anybody signs in.
  func readPlans() async throws -> [Plan] {
    try await readRows(client.from("plans").select().order("rank"))
  }

  func readExtras() async throws -> [Extra] {
    try await readRows(client.from("extras").select())
  }

  func readEntitlements() async throws -> [Entitlement] {
    try await requireSession()
    return try await readRows(client.from("entitlements").select())
  }

  func readSubscriptions() async throws -> [OwnSubscription] {
    try await requireSession()
    return try await readRows(client.from("subscriptions").select())
  }

  /// What is owed on the web.
  func readOpenInvoices() async throws -> [OpenInvoice] {
    try await requireSession()
    return try await readRows(client.from("invoices").select().eq("status", value: "open"))
  }

  func readDoublePayments() async throws -> [DoublePayment] {
    try await requireSession()
    return try await readRows(client.rpc("double_payments"))
  }

  /// Whether Apple may be told how much of a purchase was used when a refund is asked for. No row: no.
  func readRefundConsent() async throws -> Bool {
    try await requireSession()
    let rows: [RefundConsent] = try await readRows(client.from("refund_consents").select())
    return rows.first?.consented ?? false
  }

  func setRefundConsent(_ consented: Bool) async throws {
    try await requireSession()
    do {
      try await client.rpc("set_refund_consent", params: ["consented": consented]).execute()
    } catch {
      throw TandemError.from(error)
    }
  }

  /// What the app may say about the web in a storefront (`SGP`, `USA`, …).
  func readWebPurchaseRule(storefront: String) async throws -> WebPurchaseRule {
    do {
      let answer: PostgrestResponse<WebPurchaseRule> =
        try await client.rpc("web_purchase_rule", params: ["storefront": storefront]).execute()
      return answer.value
    } catch {
      throw TandemError.from(error)
    }
  }
}
