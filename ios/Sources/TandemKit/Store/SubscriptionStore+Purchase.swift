import Foundation
import StoreKit

extension SubscriptionStore {
  /// Buys a plan. Our server is asked first: nobody pays twice by accident, so without its yes the sheet stays shut.
  public func buy(_ plan: Plan) async throws -> PurchaseOutcome {
    let user = try account.requireUser()
    let product = try await requireProduct(plan.appStoreProductId)
    try await server.beginPurchase(ofPlan: plan.id).requireAllowed()
    return try await openSheet(for: product, plan: plan, user: user)
  }

  /// Buys something that is bought once.
  public func buy(_ extra: Extra) async throws -> PurchaseOutcome {
    let user = try account.requireUser()
    let product = try await requireProduct(extra.appStoreProductId)
    try await server.beginPurchase(ofExtra: extra.id).requireAllowed()
    return try await openSheet(for: product, plan: nil, user: user)
  }

  private func openSheet(for product: Product, plan: Plan?, user: TandemUser) async throws -> PurchaseOutcome {
    let result: Product.PurchaseResult
    do {
      let options = try await purchaseOptions(for: plan, product: product, user: user)
      result = try await product.purchase(options: options)
    } catch {
      // The web may sell again, unless money may have moved without our having heard the end of it.
      if !mayHaveBeenPaid(error) { await server.endPurchase() }
      let problem = TandemError.from(error)
      guard problem == .cancelled else { throw problem }
      return .cancelled
    }
    let outcome = try await settle(result, of: product)
    if outcome == .cancelled { await server.endPurchase() }
    return outcome
  }

  /// The token binds the purchase to this user. The signed word about the introductory offer goes along in both cases, yes
  /// and no: a person who had the trial on the web gets none here.
  private func purchaseOptions(
    for plan: Plan?,
    product: Product,
    user: TandemUser
  ) async throws -> Set<Product.PurchaseOption> {
    var options: Set<Product.PurchaseOption> = [.appAccountToken(user.id)]
    guard let plan, product.subscription?.introductoryOffer != nil else { return options }
    guard let appTransaction = try await signedAppTransaction() else { return options }
    let offer = try await server.readOffer(OfferBody(planId: plan.id, signedAppTransaction: appTransaction))
    options.insert(.introductoryOfferEligibility(compactJWS: offer.introductoryOfferEligibility))
    return options
  }

  /// Proves which Apple Account this is: one trial per person, whatever user is signed in. `nil` in Xcode's own store, whose
  /// signature our server must refuse.
  private func signedAppTransaction() async throws -> String? {
    do {
      let result = try await AppTransaction.shared
      return result.unsafePayloadValue.environment == .xcode ? nil : result.jwsRepresentation
    } catch {
      throw TandemError.storeUnavailable
    }
  }

  private func settle(_ result: Product.PurchaseResult, of product: Product) async throws -> PurchaseOutcome {
    switch result {
    case .success(let transaction):
      return try await deliverPurchase(transaction, of: product)
    case .userCancelled:
      return .cancelled
    case .pending:
      waitingForApproval.insert(product.id)
      return .waitingForApproval
    @unknown default:
      return .waitingForApproval
    }
  }

  /// Paid. Throws only when our server refuses what was.
  private func deliverPurchase(
    _ result: VerificationResult<Transaction>,
    of product: Product
  ) async throws -> PurchaseOutcome {
    do {
      try await deliver(result)
    } catch let error as TandemError where error.isRefusal || error == .unverified {
      throw error
    } catch {
      return .deliveryOwed
    }
    await refresh()
    // For a downgrade StoreKit answers with the transaction of the plan that still runs.
    return result.unsafePayloadValue.productID == product.id ? .bought : .changesAtRenewal
  }

  private func requireProduct(_ id: String?) async throws -> Product {
    guard let id else { throw TandemError.notSold }
    do {
      guard let product = try await Product.products(for: [id]).first else { throw TandemError.notSold }
      return product
    } catch {
      throw TandemError.from(error)
    }
  }
}
