/// What is owed on the web, and what it waits for.
public struct OpenInvoice: Decodable, Equatable, Sendable {
  public let invoiceId: String
  public let billingReason: String?
  /// `payment_method`, `action` (the bank asks), or nothing of the user's.
  public let needs: String?

  enum CodingKeys: String, CodingKey {
    case needs
    case invoiceId = "invoice_id"
    case billingReason = "billing_reason"
  }
}
