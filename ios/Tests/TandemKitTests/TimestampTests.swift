import Foundation
import Testing

@testable import TandemKit

@Suite("A moment as Postgres writes it")
struct TimestampTests {
  @Test(
    "is read with any number of digits after the second",
    arguments: [
      ("2026-11-21T16:12:00+00:00", 0.0),
      ("2026-11-21T16:12:00.5+00:00", 0.5),
      ("2026-11-21T16:12:00.123456+00:00", 0.123456),
      ("2026-11-21T16:12:00.25Z", 0.25),
    ]
  )
  func readsDigits(text: String, fraction: Double) throws {
    let whole = try #require(ISO8601DateFormatter().date(from: "2026-11-21T16:12:00Z"))
    let date = try #require(Timestamp.parse(text))
    #expect(abs(date.timeIntervalSince(whole) - fraction) < 0.000_01)
  }

  @Test("is read in another time zone")
  func readsZone() {
    #expect(Timestamp.parse("2026-11-22T00:12:00+08:00") == Timestamp.parse("2026-11-21T16:12:00Z"))
  }

  @Test("is refused when it is none", arguments: ["", "infinity", "21 November", "2026-11-21T16:12:00.+00:00"])
  func refusesOthers(text: String) {
    #expect(Timestamp.parse(text) == nil)
  }

  @Test("survives the cache")
  func survivesCoding() throws {
    let stamp = Timestamp(date: moment("2026-11-21T16:12:00.250+00:00"))
    let again = try JSONDecoder().decode([Timestamp].self, from: JSONEncoder().encode([stamp]))
    #expect(again.first?.date.timeIntervalSince(stamp.date).magnitude ?? 1 < 0.001)
  }
}
