import AuthenticationServices
import Foundation
import Supabase

/// Sign in with Apple, by the system's own sheet. Guideline 4.8 asks for it wherever Google is offered.
extension TandemAccount {
  /// Call it in the `onRequest` of `SignInWithAppleButton`, with a new nonce each time.
  public func prepare(_ request: ASAuthorizationAppleIDRequest, nonce: Nonce) {
    request.requestedScopes = [.fullName, .email]
    request.nonce = nonce.hashed
  }

  /// Call it in the `onCompletion`, with the nonce of `prepare`.
  public func signIn(with authorization: ASAuthorization, nonce: Nonce) async throws {
    let credential = try requireAppleCredential(authorization)
    // Apple tells the name at the first consent and never again: it is read before anything is awaited.
    let name = toName(credential.fullName)
    let credentials = try toCredentials(credential, nonce: nonce)
    try await attempt {
      try await client.auth.signInWithIdToken(credentials: credentials)
    }
    await keepAppleToken(of: credential)
    guard let name else { return }
    // The name is a courtesy: signing in does not fail for it.
    _ = try? await client.auth.update(user: UserAttributes(data: ["full_name": .string(name)]))
  }

  /// Adds Apple to the account that is signed in, for somebody who began with e-mail or Google. Hide My Email gives
  /// another address, so nothing else would join the two.
  public func linkApple(_ authorization: ASAuthorization, nonce: Nonce) async throws {
    let credential = try requireAppleCredential(authorization)
    let credentials = try toCredentials(credential, nonce: nonce)
    try await attempt {
      try await client.auth.linkIdentityWithIdToken(credentials: credentials)
    }
    await keepAppleToken(of: credential)
  }

  /// The server exchanges Apple's code, which lives for five minutes, for the token that it ends when the account is deleted.
  /// Signing in does not fail for it: the next sign-in brings another code.
  private func keepAppleToken(of credential: ASAuthorizationAppleIDCredential) async {
    guard let data = credential.authorizationCode, let code = String(data: data, encoding: .utf8) else { return }
    try? await server.keepAppleToken(AppleTokenBody(authorizationCode: code))
  }

  func requireAppleCredential(_ authorization: ASAuthorization) throws -> ASAuthorizationAppleIDCredential {
    guard let credential = authorization.credential as? ASAuthorizationAppleIDCredential else {
      throw TandemError.unexpected
    }
    return credential
  }

  func toCredentials(
    _ credential: ASAuthorizationAppleIDCredential,
    nonce: Nonce
  ) throws -> OpenIDConnectCredentials {
    guard let data = credential.identityToken, let token = String(data: data, encoding: .utf8) else {
      throw TandemError.unexpected
    }
    return OpenIDConnectCredentials(provider: .apple, idToken: token, nonce: nonce.raw)
  }

  private func toName(_ components: PersonNameComponents?) -> String? {
    guard let components else { return nil }
    let name = components.formatted()
    return name.isEmpty ? nil : name
  }
}
