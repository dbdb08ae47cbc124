/// What came of a purchase.
public enum PurchaseOutcome: Equatable, Sendable {
  /// Paid, and our server knows: it is open.
  case bought
  /// A lower plan was chosen: the App Store changes to it when the period ends.
  case changesAtRenewal
  /// Paid, but our server has not answered. StoreKit brings the transaction again until it has.
  case deliveryOwed
  /// Ask to Buy, or the bank asks: StoreKit brings the transaction when somebody has said yes.
  case waitingForApproval
  /// The sheet was closed.
  case cancelled
}
