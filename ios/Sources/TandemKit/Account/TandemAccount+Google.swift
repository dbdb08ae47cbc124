import Foundation
import Supabase

/// Google, in one of two ways: with Google's own SDK in the app, or in the system's browser sheet without it.
extension TandemAccount {
  /// With the token of Google's SDK, which was asked with `nonce.hashed`.
  public func signInWithGoogle(idToken: String, accessToken: String?, nonce: Nonce) async throws {
    let credentials = toGoogleCredentials(idToken: idToken, accessToken: accessToken, nonce: nonce)
    try await attempt {
      try await client.auth.signInWithIdToken(credentials: credentials)
    }
  }

  /// In the system's browser sheet. Throws `.cancelled` when the person closes it.
  public func signInWithGoogle() async throws {
    try await attempt {
      try await client.auth.signInWithOAuth(provider: .google, redirectTo: authCallbackURL)
    }
  }

  /// Adds Google to the account that is signed in.
  public func linkGoogle(idToken: String, accessToken: String?, nonce: Nonce) async throws {
    let credentials = toGoogleCredentials(idToken: idToken, accessToken: accessToken, nonce: nonce)
    try await attempt {
      try await client.auth.linkIdentityWithIdToken(credentials: credentials)
    }
  }

  /// The page that adds Google without its SDK. Show it in the system's browser sheet (`webAuthenticationSession` in
  /// SwiftUI) with the scheme of `authCallbackURL`, and hand what comes back to `finishLink`.
  public func linkGoogleURL() async throws -> URL {
    try await attempt {
      try await client.auth.getLinkIdentityURL(provider: .google, redirectTo: authCallbackURL).url
    }
  }

  /// With the address that the browser sheet came back with.
  public func finishLink(_ callback: URL) async throws {
    try await attempt {
      try await client.auth.session(from: callback)
    }
  }

  func toGoogleCredentials(idToken: String, accessToken: String?, nonce: Nonce) -> OpenIDConnectCredentials {
    OpenIDConnectCredentials(provider: .google, idToken: idToken, accessToken: accessToken, nonce: nonce.raw)
  }
}
