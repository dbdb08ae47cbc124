/// Where something was bought. A store that this version does not know changes nothing about access.
public enum SellingStore: String, Codable, Equatable, Sendable {
  case stripe
  case appStore = "app_store"
  case grant
  case unknown

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = SellingStore(rawValue: text) ?? .unknown
  }
}
