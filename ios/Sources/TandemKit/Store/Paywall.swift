import StoreKit

/// What can be bought in the app, as the paywall shows it.
public struct Paywall: Sendable {
  public let plans: [PlanOffer]
  public let extras: [ExtraOffer]
  /// Say "managed where you bought it", and sell nothing.
  public let isSubscribedOnWeb: Bool
}

/// A plan, what it costs here, and whether this person may have it.
public struct PlanOffer: Identifiable, Sendable {
  public let plan: Plan
  /// `nil`: the App Store does not sell it here.
  public let product: Product?
  /// `nil`: no trial for this person.
  public let trial: TrialLength?
  /// Why it cannot be bought, in words; `nil`: it can.
  public let refusal: String?

  public var id: String { plan.id }
}

/// Something that is bought once, and what it costs here.
public struct ExtraOffer: Identifiable, Sendable {
  public let extra: Extra
  public let product: Product?

  public var id: String { extra.id }
}
