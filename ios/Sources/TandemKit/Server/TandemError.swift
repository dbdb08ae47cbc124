import Foundation

/// What can go wrong, as far as an app has to tell it apart. `words` is the sentence for people.
public enum TandemError: Error, Equatable, Sendable {
  /// The server understood and refused. `code` is stable, `message` may be shown.
  case refused(status: Int, code: String, message: String)
  /// No answer came.
  case offline
  /// The server has a problem of its own.
  case serverProblem
  /// Nobody is signed in, or the session is over.
  case signedOut
  /// The account itself is to be changed: the person proves first that it is them (`TandemAccount.confirm`), then the same again.
  case freshSignInRequired
  /// Who proved it is somebody else. Nothing was changed.
  case otherAccount
  /// The person closed the sheet.
  case cancelled
  /// The App Store does not sell this here and now.
  case notSold
  /// The App Store does not answer, or no Apple Account is signed in.
  case storeUnavailable
  /// StoreKit did not recognise the signature of a transaction.
  case unverified
  case unexpected

  /// The server's own word for a refusal.
  public var code: String? {
    if case .refused(_, let code, _) = self { return code }
    return nil
  }

  /// The server said no, and would say it again.
  public var isRefusal: Bool {
    if case .refused = self { return true }
    return false
  }
}
