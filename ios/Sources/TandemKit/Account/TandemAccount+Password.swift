import Foundation
import Supabase

/// The password of who is signed in, or of who forgot it. An account need not have one.
extension TandemAccount {
  /// "Forgot your password?" The code goes to `signIn(email:resetCode:)`, and the new password to `setPassword`.
  public func sendPasswordReset(email: String) async throws {
    try await attempt {
      try await client.auth.resetPasswordForEmail(email)
    }
  }

  public func signIn(email: String, resetCode: String) async throws {
    try await attempt {
      try await client.auth.verifyOTP(email: email, token: resetCode, type: .recovery)
    }
  }

  /// Signs every other device out. Throws `.refused` with the code `reauthentication_needed` when the session is older than a
  /// day: then `sendPasswordCode`, and the same again with the code from the mail.
  public func setPassword(_ password: String, code: String? = nil) async throws {
    try await attempt {
      try await client.auth.update(user: UserAttributes(password: password, nonce: code))
    }
  }

  public func sendPasswordCode() async throws {
    try await attempt {
      try await client.auth.reauthenticate()
    }
  }

  /// For who signs in by code, Apple or Google. Throws `.freshSignInRequired` unless the person has just signed in.
  public func removePassword() async throws {
    try await server.removePassword()
  }
}
