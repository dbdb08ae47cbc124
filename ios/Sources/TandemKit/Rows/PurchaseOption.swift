/// The purchase guard's word for one plan at one store.
public struct PurchaseOption: Decodable, Equatable, Sendable {
  public let store: SellingStore
  public let planId: String
  public let allowed: Bool
  public let code: String?
  public let message: String?
  public let trialAllowed: Bool

  enum CodingKeys: String, CodingKey {
    case store, allowed, code, message
    case planId = "plan_id"
    case trialAllowed = "trial_allowed"
  }

  /// What is under way on the web is over in minutes: the button stays, and asks the server anew when it is tapped.
  var isLastingRefusal: Bool {
    !allowed && code != "purchase_in_progress"
  }
}
