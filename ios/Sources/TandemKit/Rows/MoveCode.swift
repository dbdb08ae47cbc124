/// Moves the purchases of one account to another: shown on the one, typed on the other.
public struct MoveCode: Decodable, Equatable, Sendable {
  public let code: String
  public let expiresAt: Timestamp

  enum CodingKeys: String, CodingKey {
    case code
    case expiresAt = "expires_at"
  }
}
