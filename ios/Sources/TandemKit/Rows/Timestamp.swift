import Foundation

/// A moment as Postgres writes it in JSON: `2026-11-21T16:12:00.123456+00:00`, with up to six digits or none after the second.
public struct Timestamp: Codable, Equatable, Sendable {
  public let date: Date

  public init(date: Date) {
    self.date = date
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = Timestamp.parse(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "Not a moment of Postgres: \(text)")
    }
    self.date = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Timestamp.format(date))
  }

  /// The fraction is cut out and added again: formatters differ in how many digits they take.
  static func parse(_ text: String) -> Date? {
    let formatter = ISO8601DateFormatter()
    guard let point = text.firstIndex(of: ".") else { return formatter.date(from: text) }
    let afterPoint = text[text.index(after: point)...]
    let digits = afterPoint.prefix { $0.isNumber }
    guard !digits.isEmpty, let fraction = Double("0.\(digits)") else { return nil }
    let whole = String(text[..<point]) + String(afterPoint.dropFirst(digits.count))
    return formatter.date(from: whole)?.addingTimeInterval(fraction)
  }

  private static func format(_ date: Date) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(from: date)
  }
}
