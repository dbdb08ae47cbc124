import Foundation
import Supabase

/// E-mail, with a password or with a code. Codes are typed by hand: no link has to find its way back into the app.
extension TandemAccount {
  /// `true`: signed in. `false`: a code was mailed; it goes to `confirmSignUp`.
  public func signUp(email: String, password: String) async throws -> Bool {
    let answer = try await attempt {
      try await client.auth.signUp(email: email, password: password)
    }
    return answer.session != nil
  }

  /// The code from the mail that follows a sign-up.
  public func confirmSignUp(email: String, code: String) async throws {
    try await attempt {
      try await client.auth.verifyOTP(email: email, token: code, type: .signup)
    }
  }

  /// Mails the code of a sign-up once more.
  public func resendSignUpCode(email: String) async throws {
    try await attempt {
      try await client.auth.resend(email: email, type: .signup)
    }
  }

  public func signIn(email: String, password: String) async throws {
    try await attempt {
      try await client.auth.signIn(email: email, password: password)
    }
  }

  /// Mails a code to somebody who has an account. An unknown address makes no account: that is what `signUp` is for.
  public func sendSignInCode(email: String) async throws {
    try await attempt {
      try await client.auth.signInWithOTP(email: email, shouldCreateUser: false)
    }
  }

  public func signIn(email: String, code: String) async throws {
    try await attempt {
      try await client.auth.verifyOTP(email: email, token: code, type: .email)
    }
  }
}
