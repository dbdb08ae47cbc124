import Foundation
import StoreKit

extension SubscriptionStore {
  /// Hands a transaction in and finishes it after the server's yes. Until then StoreKit brings it again at every launch, so
  /// nothing that was paid is lost.
  func deliver(_ result: VerificationResult<Transaction>) async throws {
    guard case .verified(let transaction) = result else { throw TandemError.unverified }
    // Xcode's own store signs with a key of its own, which the server must refuse. It opens nothing: finished, and that is all.
    guard transaction.environment != .xcode else {
      await transaction.finish()
      return
    }
    _ = try account.requireUser()
    try await server.handIn(
      TransactionBody(
        signedTransaction: result.jwsRepresentation,
        signedRenewalInfo: await renewalInfo(of: transaction)
      )
    )
    await transaction.finish()
    waitingForApproval.remove(transaction.productID)
  }

  /// What `Transaction.updates` brings. A refusal or no answer leaves it unfinished: another day, or another user of this
  /// device, may be luckier.
  func receive(_ update: VerificationResult<Transaction>) async {
    do {
      try await deliver(update)
      await refresh()
    } catch {
      return
    }
  }

  /// What was left over: purchases that the server did not hear of, approvals, offer codes.
  func handInUnfinished() async {
    for await result in Transaction.unfinished {
      _ = try? await deliver(result)
    }
  }

  /// After the manage sheet, and when somebody signs in: the renewal info of the own subscription tells the server what
  /// changed before Apple does. What another user of this device bought is left alone.
  func handInOwn() async {
    guard let user = account.user else { return }
    for await result in Transaction.currentEntitlements {
      guard result.unsafePayloadValue.appAccountToken == user.id else { continue }
      _ = try? await deliver(result)
    }
  }

  /// A group has several statuses where Family Sharing is on: only the renewal info of this very purchase goes with it.
  private func renewalInfo(of transaction: Transaction) async -> String? {
    guard let status = await transaction.subscriptionStatus else { return nil }
    guard case .verified(let info) = status.renewalInfo else { return nil }
    guard info.originalTransactionID == transaction.originalID else { return nil }
    return status.renewalInfo.jwsRepresentation
  }
}
