/// What a subscriber has to know beside the state: whose purchase it is, a price that waits for a yes, a planned change.
public enum SubscriptionNotice: Equatable, Sendable {
  case familyShared
  case priceConsentPending
  case changesTo(plan: String, on: Timestamp)

  public static func all(for subscriptions: [OwnSubscription], plans: [Plan]) -> [SubscriptionNotice] {
    subscriptions
      .filter { $0.store == .appStore && ["active", "in_grace_period"].contains($0.status) }
      .flatMap { notices(for: $0, plans: plans) }
  }

  public func words(dates: DateWords = DateWords()) -> String {
    switch self {
    case .familyShared:
      "Shared with you by your family. Whoever bought it manages it."
    case .priceConsentPending:
      "The price is going up. Without your yes in Manage subscription it ends when the period ends."
    case .changesTo(let plan, let moment):
      "Changes to \(plan) on \(dates.describe(moment))."
    }
  }

  private static func notices(for subscription: OwnSubscription, plans: [Plan]) -> [SubscriptionNotice] {
    var notices: [SubscriptionNotice] = []
    if subscription.ownership == "family_shared" { notices.append(.familyShared) }
    if subscription.priceConsent == "pending" { notices.append(.priceConsentPending) }
    let next = plans.first { $0.id == subscription.nextPlanId }
    if let next, next.id != subscription.planId {
      notices.append(.changesTo(plan: next.name, on: subscription.expiresAt))
    }
    return notices
  }
}
