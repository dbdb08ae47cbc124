/// One of two or more subscriptions that are charged at once, and what to do about it.
public struct DoublePayment: Decodable, Equatable, Sendable {
  public let store: SellingStore
  public let planId: String
  public let expiresAt: Timestamp
  public let isKept: Bool
  public let advice: String

  enum CodingKeys: String, CodingKey {
    case store, advice
    case planId = "plan_id"
    case expiresAt = "expires_at"
    case isKept = "is_kept"
  }
}
