struct RefundConsent: Decodable, Equatable, Sendable {
  let consented: Bool
}
