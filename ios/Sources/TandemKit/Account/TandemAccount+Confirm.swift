import AuthenticationServices
import Foundation
import Supabase

/// "Confirm that it is you": whoever changes the account itself has signed in within the last minutes. Call one of these when
/// `TandemError.freshSignInRequired` is thrown, then the same act again. Somebody else's sign-in changes nothing.
extension TandemAccount {
  public func confirm(with authorization: ASAuthorization, nonce: Nonce) async throws {
    let credentials = try toCredentials(requireAppleCredential(authorization), nonce: nonce)
    try await confirm { client in
      try await client.auth.signInWithIdToken(credentials: credentials)
    }
  }

  public func confirmWithGoogle(idToken: String, accessToken: String?, nonce: Nonce) async throws {
    let credentials = toGoogleCredentials(idToken: idToken, accessToken: accessToken, nonce: nonce)
    try await confirm { client in
      try await client.auth.signInWithIdToken(credentials: credentials)
    }
  }

  public func confirm(password: String) async throws {
    let email = try requireEmail()
    try await confirm { client in
      try await client.auth.signIn(email: email, password: password)
    }
  }

  /// Mails a code to the person's own address; it goes to `confirm(code:)`.
  public func sendConfirmationCode() async throws {
    try await sendSignInCode(email: requireEmail())
  }

  public func confirm(code: String) async throws {
    let email = try requireEmail()
    try await confirm { client in
      try await client.auth.verifyOTP(email: email, token: code, type: .email)
    }
  }

  /// Signs in apart from the session, so that nothing of somebody else's reaches the app, and takes the new session over only
  /// when it is the same person's.
  private func confirm(_ signIn: (SupabaseClient) async throws -> Void) async throws {
    let user = try requireUser()
    let before = client.auth.currentSession
    let apart = openApart()
    try await attempt {
      try await signIn(apart)
      let proof = try await apart.auth.session
      guard proof.user.id == user.id else {
        try? await apart.auth.signOut(scope: .local)
        throw TandemError.otherAccount
      }
      try await client.auth.setSession(accessToken: proof.accessToken, refreshToken: proof.refreshToken)
    }
    guard let before else { return }
    // One device, one session: the old one would be listed beside the new one.
    _ = try? await apart.auth.setSession(accessToken: before.accessToken, refreshToken: before.refreshToken)
    try? await apart.auth.signOut(scope: .local)
  }

  private func requireEmail() throws -> String {
    guard let email = try requireUser().email else { throw TandemError.unexpected }
    return email
  }
}
