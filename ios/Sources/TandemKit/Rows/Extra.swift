/// What is bought once, for good.
public struct Extra: Decodable, Equatable, Identifiable, Sendable {
  public let id: String
  public let name: String
  public let description: String
  public let entitlements: [String]
  /// `nil`: not sold in the app.
  public let appStoreProductId: String?

  enum CodingKeys: String, CodingKey {
    case id, name, description, entitlements
    case appStoreProductId = "app_store_product_id"
  }
}
