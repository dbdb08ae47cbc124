import Foundation

@testable import TandemKit

/// Test data, built from the JSON that PostgREST sends: what is tested is what is decoded. Wrong test data stops the run.
func decodeRow<Row: Decodable>(_ json: String) -> Row {
  do {
    return try JSONDecoder().decode(Row.self, from: Data(json.utf8))
  } catch {
    preconditionFailure("\(Row.self) cannot be decoded: \(error)")
  }
}

func moment(_ text: String) -> Date {
  guard let date = Timestamp.parse(text) else { preconditionFailure("\(text) is no moment") }
  return date
}

func buildEntitlement(
  _ entitlement: String = "premium",
  store: String = "app_store",
  plan: String? = "premium",
  status: String = "active",
  periodType: String = "normal",
  willRenew: Bool = true,
  expiresAt: String? = "2026-12-21T10:00:00+00:00",
  accessEndsAt: String? = "2026-12-21T10:00:00+00:00"
) -> Entitlement {
  let text = { (value: String?) in value.map { "\"\($0)\"" } ?? "null" }
  return decodeRow(
    """
    {"user_id": "0b1f5c1e-0000-4000-8000-000000000001", "entitlement": "\(entitlement)", "store": "\(store)",
     "plan_id": \(text(plan)), "status": "\(status)", "period_type": "\(periodType)", "will_renew": \(willRenew),
     "starts_at": "2026-11-21T10:00:00+00:00", "expires_at": \(text(expiresAt)),
     "access_ends_at": \(text(accessEndsAt)), "environment": "production", "updated_at": "2026-11-21T10:00:00+00:00"}
    """
  )
}

func buildSubscription(
  store: String = "app_store",
  plan: String = "premium",
  next: String? = nil,
  status: String = "active",
  ownership: String = "purchased",
  priceConsent: String? = nil
) -> OwnSubscription {
  let text = { (value: String?) in value.map { "\"\($0)\"" } ?? "null" }
  return decodeRow(
    """
    {"store": "\(store)", "plan_id": "\(plan)", "next_plan_id": \(text(next)), "status": "\(status)",
     "will_renew": true, "expires_at": "2026-12-21T10:00:00+00:00", "ownership": "\(ownership)",
     "price_consent": \(text(priceConsent))}
    """
  )
}

func buildPlans() -> [Plan] {
  decodeRow(
    """
    [{"id": "standard", "name": "Standard", "description": "", "rank": 1, "amount": 990, "currency": "sgd",
      "entitlements": ["standard"], "app_store_product_id": "com.example.tandem.standard.monthly"},
     {"id": "premium", "name": "Premium", "description": "", "rank": 2, "amount": 1590, "currency": "sgd",
      "entitlements": ["standard", "premium"], "app_store_product_id": "com.example.tandem.premium.monthly"}]
    """
  )
}

/// A device whose storage is memory.
final class MemoryStorage: EntitlementStorage, @unchecked Sendable {
  private let lock = NSLock()
  private var data: Data?

  func read() -> Data? {
    lock.withLock { data }
  }

  func write(_ data: Data?) {
    lock.withLock { self.data = data }
  }
}
