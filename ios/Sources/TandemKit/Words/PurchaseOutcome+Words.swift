extension PurchaseOutcome {
  /// What to tell the buyer. `nil`: nothing, they closed the sheet themselves.
  public func words(for name: String) -> String? {
    switch self {
    case .bought: "Welcome to \(name)."
    case .changesAtRenewal: "You change to \(name) when this period ends."
    case .deliveryOwed: "Your purchase is safe. It will be unlocked as soon as our server answers."
    case .waitingForApproval: "Waiting for approval. \(name) opens by itself when it is approved."
    case .cancelled: nil
    }
  }
}
