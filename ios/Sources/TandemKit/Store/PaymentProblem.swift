/// What keeps a payment on the web from being made: the card, or the bank's question about it.
public enum PaymentProblem: Equatable, Sendable {
  case paymentMethod
  case action

  /// The bank's question comes first: a new card would only be asked the same. A first payment that was begun on the web is
  /// no debt yet: leading there would be selling.
  static func decide(subscriptions: [OwnSubscription], openInvoices: [OpenInvoice]) -> PaymentProblem? {
    let owed = openInvoices.filter { $0.billingReason != "subscription_create" }
    if owed.contains(where: { $0.needs == "action" }) { return .action }
    if owed.contains(where: { $0.needs == "payment_method" }) { return .paymentMethod }
    let isUnpaid = subscriptions.contains {
      $0.store == .stripe && ["in_grace_period", "in_billing_retry"].contains($0.status)
    }
    return isUnpaid ? .paymentMethod : nil
  }
}
