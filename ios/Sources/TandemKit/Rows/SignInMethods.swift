import Foundation

/// How the signed-in person can sign in.
public struct SignInMethods: Decodable, Equatable, Sendable {
  public let email: String?
  /// An address of Hide My Email: mail reaches the person, but nobody else knows it by heart.
  public let isPrivateEmail: Bool
  public let hasPassword: Bool
  public let identities: [SignInMethod]

  enum CodingKeys: String, CodingKey {
    case email
    case isPrivateEmail = "is_private_email"
    case hasPassword = "has_password"
    case identities
  }
}
