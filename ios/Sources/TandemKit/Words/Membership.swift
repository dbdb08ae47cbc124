import Foundation

/// The one right that the app shows, out of all that a user has or had.
public struct Membership: Equatable, Sendable {
  /// The highest right that is open, else the one that ended last; `nil`: never subscribed.
  public let shown: Entitlement?
  /// `nil` also for what was bought once or given: it is in no plan.
  public let plan: Plan?

  public init(entitlements: [Entitlement], plans: [Plan], at moment: Date) {
    let open = entitlements.filter { $0.isOpen(at: moment) }
    let shown =
      open.max { Membership.rank(of: $0, in: plans) < Membership.rank(of: $1, in: plans) }
      ?? entitlements.max { Membership.end(of: $0) < Membership.end(of: $1) }
    self.shown = shown
    plan = plans.first { $0.id == shown?.planId }
  }

  /// A right is as high as the cheapest plan that gives it, so that premium comes before the standard it includes.
  private static func rank(of entitlement: Entitlement, in plans: [Plan]) -> Int {
    plans.filter { $0.entitlements.contains(entitlement.entitlement) }.map(\.rank).min() ?? 0
  }

  private static func end(of entitlement: Entitlement) -> Date {
    entitlement.expiresAt?.date ?? .distantPast
  }
}
