import Foundation
import Supabase

/// E-mail, with a password or with a code. Codes are typed by hand: no link has to find its way back into the app.
extension TandemAccount {
  /// `true`: signed in. `false`: a code was mailed; it goes to `confirmSignUp`. Somebody who has an account gets no code of a
  /// sign-up, and nothing here tells that: offer `sendSignInCode` beside the field.
  public func signUp(email: String, password: String) async throws -> Bool {
    let answer = try await attempt {
      try await client.auth.signUp(email: email, password: password)
    }
    unproved = UnprovedPassword(email: email, password: password)
    return answer.session != nil
  }

  /// The code from the mail that follows a sign-up. `false`: signed in, but the password could not be kept, or the app was
  /// started anew in between. Then offer `setPassword`, or leave it: a code signs in, too.
  @discardableResult
  public func confirmSignUp(email: String, code: String) async throws -> Bool {
    try await attempt {
      try await client.auth.verifyOTP(email: email, token: code, type: .email)
    }
    return await keepPassword(of: email)
  }

  private func keepPassword(of email: String) async -> Bool {
    guard let unproved, unproved.belongs(to: email) else { return false }
    self.unproved = nil
    do {
      try await attempt {
        try await client.auth.update(user: UserAttributes(password: unproved.password))
      }
      return true
    } catch {
      // The server had not forgotten it.
      return TandemError.from(error).code == "same_password"
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

  /// Mails a code that signs in. A new address gets an account with it: to answer otherwise would tell strangers who has one.
  public func sendSignInCode(email: String) async throws {
    try await attempt {
      try await client.auth.signInWithOTP(email: email)
    }
  }

  public func signIn(email: String, code: String) async throws {
    try await attempt {
      try await client.auth.verifyOTP(email: email, token: code, type: .email)
    }
  }
}
