import Foundation
import StoreKit

extension SubscriptionStore {
  /// "Restore purchases". Only for a tap: the App Store asks for the Apple Account's password.
  public func restore() async throws -> RestoreOutcome {
    _ = try account.requireUser()
    do {
      try await AppStore.sync()
    } catch StoreKitError.userCancelled {
      return .nothing
    } catch {
      throw TandemError.from(error)
    }
    var restored = 0
    var refusal: TandemError?
    for await result in Transaction.currentEntitlements {
      do {
        try await deliver(result)
        restored += 1
      } catch let error as TandemError where error.isRefusal {
        refusal = error
      } catch TandemError.unverified {
        continue
      }
    }
    await refresh()
    return RestoreOutcome(restored: restored, refusal: refusal)
  }
}
