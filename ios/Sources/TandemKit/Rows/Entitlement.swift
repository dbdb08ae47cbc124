import Foundation

/// One right of the signed-in user, as the database derived it from both stores.
public struct Entitlement: Codable, Equatable, Sendable {
  public let entitlement: String
  public let store: SellingStore
  public let planId: String?
  public let status: String
  public let periodType: String
  public let willRenew: Bool
  /// End of what is paid for, to be shown.
  public let expiresAt: Timestamp?
  /// Access while this is in the future. `nil`: the store ended it.
  public let accessEndsAt: Timestamp?

  enum CodingKeys: String, CodingKey {
    case entitlement, store, status
    case planId = "plan_id"
    case periodType = "period_type"
    case willRenew = "will_renew"
    case expiresAt = "expires_at"
    case accessEndsAt = "access_ends_at"
  }

  /// The database's rule, and the only one.
  public func isOpen(at moment: Date) -> Bool {
    guard let accessEndsAt else { return false }
    return accessEndsAt.date > moment
  }
}
