/// What the app may say about buying on the web, for one storefront. The server's setting; `nothing` unless somebody
/// decided otherwise (guideline 3.1.1).
public enum WebPurchaseRule: String, Codable, Equatable, Sendable {
  case nothing
  case mention
  case link

  /// A word that this version does not know is no permission.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = WebPurchaseRule(rawValue: text) ?? .nothing
  }
}
