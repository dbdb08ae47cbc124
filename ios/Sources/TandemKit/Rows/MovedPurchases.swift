struct MovedPurchases: Decodable, Equatable, Sendable {
  let moved: Int
}
