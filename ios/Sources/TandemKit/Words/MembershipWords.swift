import Foundation

/// What the app says about the subscription. The words are those of the website.
public struct MembershipWords: Equatable, Sendable {
  public enum Tone: Equatable, Sendable {
    case good, warning, quiet
  }

  public let title: String
  public let state: String
  public let tone: Tone
  public let detail: String
  /// Where it is paid; `nil`: nothing is.
  public let store: String?

  public init(_ membership: Membership, at moment: Date, dates: DateWords = DateWords()) {
    guard let row = membership.shown else {
      self.init(title: "No subscription", state: "Free", tone: .quiet, detail: "What is free is yours.", store: nil)
      return
    }
    let (state, tone, detail) = row.isOpen(at: moment)
      ? MembershipWords.describeOpen(row, dates: dates)
      : MembershipWords.describeClosed(row, dates: dates)
    self.init(
      // What was bought once, or given, is in no plan: its right has a name of its own.
      title: membership.plan?.name ?? row.entitlement.capitalized,
      state: state,
      tone: tone,
      detail: detail,
      store: MembershipWords.describe(row.store)
    )
  }

  private init(title: String, state: String, tone: Tone, detail: String, store: String?) {
    self.title = title
    self.state = state
    self.tone = tone
    self.detail = detail
    self.store = store
  }

  private static func describeClosed(_ row: Entitlement, dates: DateWords) -> (String, Tone, String) {
    switch row.status {
    case "in_billing_retry":
      ("Payment failed", .warning, "Update your payment method to get access back.")
    case "revoked":
      ("Refunded", .quiet, "This was refunded.")
    case "paused":
      ("Paused", .quiet, "This subscription is paused.")
    default:
      ("Ended", .quiet, "Ended on \(dates.describe(row.expiresAt))")
    }
  }

  private static func describeOpen(_ row: Entitlement, dates: DateWords) -> (String, Tone, String) {
    if row.status == "in_grace_period" {
      return ("Payment failed", .warning, "The last payment failed. Access until \(dates.describe(row.accessEndsAt))")
    }
    let end = dates.describe(row.expiresAt ?? row.accessEndsAt)
    if row.periodType == "trial" {
      return ("Trial", .good, row.willRenew ? "Free until \(end), then it is paid" : "Free until \(end), then it ends")
    }
    if isEndless(row) { return ("Active", .good, "Without an end") }
    return ("Active", .good, row.willRenew ? "Renews on \(end)" : "Ends on \(end)")
  }

  /// The database writes the end of what was given for good as the year 9999: a date that every client can read.
  private static func isEndless(_ row: Entitlement) -> Bool {
    guard let end = row.accessEndsAt else { return false }
    return end.date.timeIntervalSince1970 > 253_000_000_000
  }

  private static func describe(_ store: SellingStore) -> String? {
    switch store {
    case .stripe: "On the web"
    case .appStore: "App Store"
    case .grant: "A gift"
    case .unknown: nil
    }
  }
}
