/// Our server's word about the introductory offer. It is signed in both cases, yes and no.
public struct OfferAnswer: Decodable, Equatable, Sendable {
  public let trialAllowed: Bool
  /// For `Product.PurchaseOption.introductoryOfferEligibility(compactJWS:)`.
  public let introductoryOfferEligibility: String

  enum CodingKeys: String, CodingKey {
    case trialAllowed = "trial_allowed"
    case introductoryOfferEligibility = "introductory_offer_eligibility"
  }
}
