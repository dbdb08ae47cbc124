import Foundation

/// One of the ways: Apple, Google, or e-mail.
public struct SignInMethod: Decodable, Equatable, Identifiable, Sendable {
  public let id: UUID
  /// `apple`, `google`, `email`; a newer server may know more.
  public let provider: String
  public let email: String?
}
