import Foundation

/// Who is signed in. `id` is the Supabase user id, and the `appAccountToken` of everything that is bought.
public struct TandemUser: Equatable, Sendable {
  public let id: UUID
  public let email: String?

  public init(id: UUID, email: String?) {
    self.id = id
    self.email = email
  }
}
