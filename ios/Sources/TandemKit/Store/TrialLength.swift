import StoreKit

/// How long a trial is, in words: "7 days free".
public struct TrialLength: Equatable, Sendable {
  public enum Unit: String, Equatable, Sendable {
    case day, week, month, year
  }

  public let value: Int
  public let unit: Unit

  public init(value: Int, unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// A week is told in days, as everybody does.
  public var words: String {
    switch (unit, value) {
    case (.week, _): "\(value * 7) days free"
    case (_, 1): "1 \(unit.rawValue) free"
    default: "\(value) \(unit.rawValue)s free"
    }
  }
}

extension TrialLength {
  /// `nil` for a unit that this version does not know: better no promise than a wrong one.
  init?(_ period: Product.SubscriptionPeriod) {
    let unit: Unit
    switch period.unit {
    case .day: unit = .day
    case .week: unit = .week
    case .month: unit = .month
    case .year: unit = .year
    @unknown default: return nil
    }
    self.init(value: period.value, unit: unit)
  }
}
