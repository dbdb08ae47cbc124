/// A plan of `public.plans`. What it costs in the app is the App Store's word (`Product.displayPrice`).
public struct Plan: Decodable, Equatable, Identifiable, Sendable {
  public let id: String
  public let name: String
  public let description: String?
  public let rank: Int
  public let entitlements: [String]
  public let appStoreProductId: String?

  enum CodingKeys: String, CodingKey {
    case id, name, description, rank, entitlements
    case appStoreProductId = "app_store_product_id"
  }
}
