import Foundation

/// Where the user changes or ends what they have.
public enum WhereToManage: Equatable, Sendable {
  /// Apple's sheet: `SubscriptionStore.showManageSubscriptions(in:)`.
  case appStore
  /// On the web. Without a link, a price or a call to go there, wherever the rule does not allow one.
  case web(WebPurchaseRule)
  /// A gift: there is nothing to manage.
  case nowhere

  /// Apple's page, for where its sheet cannot be shown.
  public static let appStorePage = URL(string: "https://apps.apple.com/account/subscriptions")

  public init(of entitlement: Entitlement?, rule: WebPurchaseRule) {
    switch entitlement?.store {
    case .appStore: self = .appStore
    case .stripe: self = .web(rule)
    case .grant, .unknown, nil: self = .nowhere
    }
  }
}
