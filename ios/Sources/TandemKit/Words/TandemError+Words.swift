extension TandemError {
  /// One sentence for people, whatever went wrong. Empty when there is nothing to say.
  public var words: String {
    switch self {
    case .refused(_, let code, let message): TandemError.sentences[code] ?? message
    case .offline: "No connection. Check your network and try again."
    case .serverProblem: "The server has a problem. Please try again in a minute."
    case .signedOut: "Your session has ended. Please sign in again."
    case .freshSignInRequired: "Please confirm first that it is you."
    case .otherAccount: "This is another account. Nothing was changed."
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
    "single_identity_not_deletable": "This is your only way to sign in. Add another one first.",
    "provider_email_needs_verification": "Google has not verified this address. Please sign in another way.",
    "user_banned": "This account is closed. Please write to us.",
    "weak_password": "Please choose a longer password.",
    "same_password": "This is the password that you have.",
    "reauthentication_needed": "Please enter the code that we mail you.",
    "reauthentication_not_valid": "This code is wrong or too old.",
    "otp_expired": "This code is wrong or too old.",
    "over_email_send_rate_limit": "Please wait a minute before asking for another mail.",
  ]
}
