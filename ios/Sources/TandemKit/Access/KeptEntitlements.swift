import Foundation

/// The server's last answer as the device keeps it.
struct KeptEntitlements: Codable, Equatable, Sendable {
  let userId: UUID
  let entitlements: [Entitlement]
  let answeredAt: Date
  /// The latest time that the device's clock has shown since. A clock that shows less has been set back.
  let latestClock: Date

  /// `nil`: somebody else's, too old, or the clock was set back to make it look young.
  func access(of user: UUID, at now: Date) -> Access? {
    guard user == userId, now >= latestClock.addingTimeInterval(-Access.clockTolerance) else { return nil }
    let access = Access(entitlements: entitlements, source: .device, answeredAt: answeredAt)
    return access.isUsable(at: now) ? access : nil
  }

  func noticing(_ now: Date) -> KeptEntitlements {
    KeptEntitlements(
      userId: userId,
      entitlements: entitlements,
      answeredAt: answeredAt,
      latestClock: max(latestClock, now)
    )
  }
}
