/// Sentences about the account.
public enum AccountWords {
  /// On the paywall and beside the sign-up: Hide My Email makes a second account, where a subscription of the first is not.
  public static let alreadySubscriber = "Already a subscriber? Sign in the way you did before."
}

extension DeletedAccount {
  /// Guideline 5.1.1(v) wants it said that Apple goes on charging.
  public var words: String {
    let gone = "Your account is deleted."
    guard hasAppStoreSubscription else { return gone }
    return gone + " Apple goes on charging for your subscription until you cancel it in the settings of your iPhone."
  }
}
