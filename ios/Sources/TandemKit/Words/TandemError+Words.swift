extension TandemError {
  /// One sentence for people, whatever went wrong. Empty when there is nothing to say.
  public var words: String {
    switch self {
    case .refused(_, let code, let message): TandemError.sentences[code] ?? message
    case .offline: "No connection. Check your network and try again."
    case .serverProblem: "The server has a problem. Please try again in a minute."
    case .signedOut: "Your session has ended. Please sign in again."
    case .cancelled: ""
    case .notSold: "The App Store does not offer this here."
    case .storeUnavailable: "The App Store does not answer. Please try again."
    case .unverified: "The App Store could not confirm this purchase. Please try again."
    case .unexpected: "Something went wrong. Please try again."
    }
  }

  /// The Auth server's own sentences are for developers.
  private static let sentences: [String: String] = [
    "invalid_credentials": "This e-mail and password do not match.",
    "invalid_grant": "This e-mail and password do not match.",
    "email_not_confirmed": "Please confirm your e-mail address first.",
    "user_already_exists": "There is already an account with this e-mail. Sign in instead.",
    "email_exists": "There is already an account with this e-mail. Sign in instead.",
    "identity_already_exists": "This sign-in belongs to another account already.",
    "weak_password": "Please choose a longer password.",
    "otp_expired": "This code is wrong or too old.",
    "otp_disabled": "There is no account with this e-mail. Sign up first.",
    "over_email_send_rate_limit": "Please wait a minute before asking for another mail.",
  ]
}
