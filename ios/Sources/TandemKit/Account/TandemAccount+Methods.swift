import Foundation
import Supabase

/// The ways in which this person can sign in: one account, several ways.
extension TandemAccount {
  public func readSignInMethods() async throws -> SignInMethods {
    try await server.readSignInMethods()
  }

  /// Takes one way away, never the last. Ask for a fresh sign-in first (`confirm`): the Auth server does not.
  public func unlink(_ method: SignInMethod) async throws {
    try await attempt {
      let identities = try await client.auth.user().identities ?? []
      guard let identity = identities.first(where: { $0.identityId == method.id }) else { throw TandemError.unexpected }
      try await client.auth.unlinkIdentity(identity)
    }
  }
}
