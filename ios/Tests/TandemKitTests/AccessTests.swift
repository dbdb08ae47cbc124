import Foundation
import Testing

@testable import TandemKit

@Suite("Access")
struct AccessTests {
  @Test("is open until access_ends_at, and not at that moment")
  func endsOnTime() {
    let access = Access(
      entitlements: [buildEntitlement(accessEndsAt: "2026-11-22T10:00:00+00:00")],
      source: .server,
      answeredAt: moment("2026-11-22T09:00:00Z")
    )
    #expect(access.includes("premium", at: moment("2026-11-22T09:59:59Z")))
    #expect(!access.includes("premium", at: moment("2026-11-22T10:00:00Z")))
    #expect(!access.includes("standard", at: moment("2026-11-22T09:30:00Z")))
  }

  @Test("is closed where the store ended it, whatever the status says")
  func endedByStore() {
    let row = buildEntitlement(status: "active", accessEndsAt: nil)
    #expect(!row.isOpen(at: .distantPast))
  }

  @Test("counts for three days without another answer, and no longer")
  func growsOld() {
    let answeredAt = moment("2026-11-21T10:00:00Z")
    let access = Access(entitlements: [buildEntitlement()], source: .device, answeredAt: answeredAt)
    #expect(access.includes("premium", at: answeredAt.addingTimeInterval(Access.maximumAge)))
    #expect(!access.includes("premium", at: answeredAt.addingTimeInterval(Access.maximumAge + 1)))
    #expect(access.open(at: answeredAt.addingTimeInterval(Access.maximumAge + 1)).isEmpty)
  }

  @Test("does not count when the clock is set back before the answer")
  func clockSetBack() {
    let answeredAt = moment("2026-11-21T10:00:00Z")
    let access = Access(entitlements: [buildEntitlement()], source: .server, answeredAt: answeredAt)
    #expect(access.includes("premium", at: answeredAt.addingTimeInterval(-60)))
    #expect(!access.includes("premium", at: answeredAt.addingTimeInterval(-3600)))
  }

  @Test("is nothing before anything is known")
  func startsEmpty() {
    #expect(Access.nothing.open(at: Date()).isEmpty)
  }
}
