/// The answer to "may the purchase sheet open".
public struct PurchasePermission: Decodable, Equatable, Sendable {
  public let allowed: Bool
  public let code: String?
  public let message: String?

  func requireAllowed() throws {
    guard !allowed else { return }
    throw TandemError.refused(
      status: 409,
      code: code ?? "not_allowed",
      message: message ?? "This cannot be bought now."
    )
  }
}
