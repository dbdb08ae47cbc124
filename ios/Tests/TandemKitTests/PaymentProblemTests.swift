import Testing

@testable import TandemKit

@Suite("A payment that is owed on the web")
struct PaymentProblemTests {
  private func invoice(_ reason: String, needs: String) -> OpenInvoice {
    decodeRow("{\"invoice_id\": \"in_1\", \"billing_reason\": \"\(reason)\", \"needs\": \"\(needs)\"}")
  }

  @Test("asks for the bank’s question before another card")
  func action() {
    let invoices = [
      invoice("subscription_cycle", needs: "payment_method"),
      invoice("subscription_cycle", needs: "action"),
    ]
    #expect(PaymentProblem.decide(subscriptions: [], openInvoices: invoices) == .action)
  }

  @Test("is seen from the subscription, too")
  func unpaid() {
    let rows = [buildSubscription(store: "stripe", status: "in_grace_period")]
    #expect(PaymentProblem.decide(subscriptions: rows, openInvoices: []) == .paymentMethod)
  }

  @Test("is none where a first payment was only begun, or the App Store retries")
  func none() throws {
    #expect(
      PaymentProblem.decide(
        subscriptions: [buildSubscription(store: "app_store", status: "in_billing_retry")],
        openInvoices: [invoice("subscription_create", needs: "payment_method")]
      ) == nil
    )
  }
}
