import Foundation

/// How dates are written. Tests and screenshots set locale and time zone; an app leaves them to the device.
public struct DateWords: Sendable {
  private let style: Date.FormatStyle

  public init(locale: Locale = .autoupdatingCurrent, timeZone: TimeZone = .autoupdatingCurrent) {
    style = Date.FormatStyle(date: .long, time: .omitted, locale: locale, timeZone: timeZone)
  }

  /// "21 December 2026"
  public func describe(_ moment: Timestamp?) -> String {
    guard let moment else { return "an unknown date" }
    return moment.date.formatted(style)
  }
}
