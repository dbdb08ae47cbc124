import Foundation

/// Lets the app start without a network for a few days after the server's last answer.
struct EntitlementCache: Sendable {
  let storage: any EntitlementStorage

  func keep(_ entitlements: [Entitlement], of user: UUID, at now: Date) {
    save(KeptEntitlements(userId: user, entitlements: entitlements, answeredAt: now, latestClock: now))
  }

  /// Notices the time with each reading, so that a clock set back afterwards is seen.
  func read(of user: UUID, at now: Date) -> Access? {
    guard let data = storage.read(), let kept = try? JSONDecoder().decode(KeptEntitlements.self, from: data) else {
      return nil
    }
    guard let access = kept.access(of: user, at: now) else { return nil }
    save(kept.noticing(now))
    return access
  }

  func forget() {
    storage.write(nil)
  }

  private func save(_ kept: KeptEntitlements) {
    storage.write(try? JSONEncoder().encode(kept))
  }
}
