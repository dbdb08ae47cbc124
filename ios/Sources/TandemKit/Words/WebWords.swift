/// What the app says to somebody who subscribes on the web. Never a price (guidelines 3.1.1 and 3.1.3(b)).
public enum WebWords {
  /// The sentence, and whether a link to the web may stand beside it.
  public static func describe(_ rule: WebPurchaseRule) -> (sentence: String, hasLink: Bool) {
    switch rule {
    case .nothing: ("Managed where you bought it.", false)
    case .mention: ("Managed on our website, where you bought it.", false)
    case .link: ("Managed on our website, where you bought it.", true)
    }
  }
}
