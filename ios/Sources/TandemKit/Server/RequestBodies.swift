/// What our functions take, with their names for it. `nil` is left out.

struct TransactionBody: Encodable, Equatable, Sendable {
  let signedTransaction: String
  let signedRenewalInfo: String?

  enum CodingKeys: String, CodingKey {
    case signedTransaction = "signed_transaction"
    case signedRenewalInfo = "signed_renewal_info"
  }
}

struct OfferBody: Encodable, Equatable, Sendable {
  let planId: String
  let signedAppTransaction: String

  enum CodingKeys: String, CodingKey {
    case planId = "plan_id"
    case signedAppTransaction = "signed_app_transaction"
  }
}

/// `{}`: who asks is in the token.
struct NoBody: Encodable, Equatable, Sendable {}

struct AppleTokenBody: Encodable, Equatable, Sendable {
  let authorizationCode: String

  enum CodingKeys: String, CodingKey {
    case authorizationCode = "authorization_code"
  }
}

struct ClaimBody: Encodable, Equatable, Sendable {
  let code: String
}
