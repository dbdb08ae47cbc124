import Foundation

/// A device or browser where the person is signed in.
public struct DeviceSession: Decodable, Equatable, Identifiable, Sendable {
  public let id: UUID
  public let createdAt: Timestamp
  public let lastUsedAt: Timestamp
  /// What the browser or the app says of itself.
  public let userAgent: String?
  public let isCurrent: Bool

  enum CodingKeys: String, CodingKey {
    case id
    case createdAt = "created_at"
    case lastUsedAt = "last_used_at"
    case userAgent = "user_agent"
    case isCurrent = "is_current"
  }
}
