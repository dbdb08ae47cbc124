/// What "Restore purchases" found.
public struct RestoreOutcome: Equatable, Sendable {
  public let restored: Int
  /// Our server's no to one of them, for example because it belongs to another account.
  public let refusal: TandemError?

  static let nothing = RestoreOutcome(restored: 0, refusal: nil)
}
