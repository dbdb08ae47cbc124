import StoreKit

/// Whether a purchase sheet that ended with this error may have been paid all the same.
func mayHaveBeenPaid(_ error: any Error) -> Bool {
  switch error {
  case is Product.PurchaseError: false
  // Ours: something before the sheet opened.
  case is TandemError: false
  case let error as StoreKitError: isUncertain(error)
  default: true
  }
}

private func isUncertain(_ error: StoreKitError) -> Bool {
  switch error {
  case .userCancelled, .notAvailableInStorefront, .notEntitled: false
  default: true
  }
}
