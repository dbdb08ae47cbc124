import Foundation
import Supabase

/// What is kept about a person, and the end of it. Guideline 5.1.1(v): who can make an account in the app can delete it there.
extension TandemAccount {
  /// Everything that is kept, as JSON, for a share sheet.
  public func exportData() async throws -> Data {
    try await server.exportData(NoBody())
  }

  /// Ends a subscription of the web and deletes the account, for good. Apple's subscription goes on until the person cancels it
  /// (`DeletedAccount.words`). Throws `.freshSignInRequired` unless the person has just signed in; nothing was deleted then, nor
  /// when the code is `subscription_not_ended`.
  public func deleteAccount() async throws -> DeletedAccount {
    let answer = try await server.deleteAccount(NoBody())
    // The server has ended the session with the account.
    await signOut()
    return answer
  }

  /// A code that moves this account's App Store purchases to whoever enters it within ten minutes, once.
  public func releasePurchase() async throws -> MoveCode {
    try await server.releasePurchase(NoBody())
  }

  /// Takes the purchases of the account that the code came from; how many. Then `SubscriptionStore.refresh()`.
  public func claimPurchase(code: String) async throws -> Int {
    try await server.claimPurchase(ClaimBody(code: code)).moved
  }
}
