/// A subscription at one store, as far as the app says something about it.
public struct OwnSubscription: Decodable, Equatable, Sendable {
  public let store: SellingStore
  public let planId: String?
  public let nextPlanId: String?
  public let status: String
  public let willRenew: Bool
  public let expiresAt: Timestamp
  public let ownership: String
  /// `pending`: the price goes up, and the App Store waits for a yes.
  public let priceConsent: String?

  enum CodingKeys: String, CodingKey {
    case store, status, ownership
    case planId = "plan_id"
    case nextPlanId = "next_plan_id"
    case willRenew = "will_renew"
    case expiresAt = "expires_at"
    case priceConsent = "price_consent"
  }
}
