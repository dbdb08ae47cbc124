/// The account is gone. What Apple charges for is not ours to end.
public struct DeletedAccount: Decodable, Equatable, Sendable {
  public let hasAppStoreSubscription: Bool

  enum CodingKeys: String, CodingKey {
    case hasAppStoreSubscription = "has_app_store_subscription"
  }
}
