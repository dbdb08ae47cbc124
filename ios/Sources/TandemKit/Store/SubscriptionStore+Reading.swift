import Foundation
import StoreKit

extension SubscriptionStore {
  /// What the paywall shows: all plans with their price here, and why one of them cannot be bought.
  public func readPaywall() async throws -> Paywall {
    let plans = try await server.readPlans().filter { $0.appStoreProductId != nil }
    let extras = try await server.readExtras().filter { $0.appStoreProductId != nil }
    let options = try await readOptions()
    let products = try await readProducts(of: plans, and: extras)
    var offers: [PlanOffer] = []
    for plan in plans {
      let product = products.first { $0.id == plan.appStoreProductId }
      let option = options.first { $0.store == .appStore && $0.planId == plan.id }
      offers.append(
        PlanOffer(
          plan: plan,
          product: product,
          trial: await trialLength(of: product, option: option),
          refusal: option.flatMap { $0.isLastingRefusal ? $0.message : nil }
        )
      )
    }
    return Paywall(
      plans: offers,
      extras: extras.map { extra in
        ExtraOffer(extra: extra, product: products.first { $0.id == extra.appStoreProductId })
      },
      isSubscribedOnWeb: options.contains { $0.code == "subscribed_on_web" }
    )
  }

  /// What the app may say about the web in the storefront of the device's Apple Account: nothing, unless the server allows it.
  public func readWebPurchaseRule() async -> WebPurchaseRule {
    guard let storefront = await Storefront.current else { return .nothing }
    let rule = try? await server.readWebPurchaseRule(storefront: storefront.countryCode)
    return rule ?? .nothing
  }

  /// Empty for nearly everybody.
  public func readDoublePayments() async throws -> [DoublePayment] {
    try await server.readDoublePayments()
  }

  public func readSubscriptions() async throws -> [OwnSubscription] {
    try await server.readSubscriptions()
  }

  /// `nil`: nothing on the web waits to be paid.
  public func readPaymentProblem() async throws -> PaymentProblem? {
    let subscriptions = try await server.readSubscriptions()
    let invoices = try await server.readOpenInvoices()
    return PaymentProblem.decide(subscriptions: subscriptions, openInvoices: invoices)
  }

  /// Whether Apple may be told how much was used when a refund is asked for. Off until somebody turns it on.
  public func readRefundConsent() async throws -> Bool {
    try await server.readRefundConsent()
  }

  public func setRefundConsent(_ consented: Bool) async throws {
    try await server.setRefundConsent(consented)
  }

  /// Nobody is refused anything before they sign in; the guard asks again when they buy.
  private func readOptions() async throws -> [PurchaseOption] {
    guard account.user != nil else { return [] }
    return try await server.readPurchaseOptions()
  }

  private func readProducts(of plans: [Plan], and extras: [Extra]) async throws -> [Product] {
    do {
      let ids = plans.compactMap(\.appStoreProductId) + extras.compactMap(\.appStoreProductId)
      return try await Product.products(for: ids)
    } catch {
      throw TandemError.from(error)
    }
  }

  /// A trial is announced only where our server and the App Store both allow it.
  private func trialLength(of product: Product?, option: PurchaseOption?) async -> TrialLength? {
    guard option?.trialAllowed == true, let subscription = product?.subscription else { return nil }
    guard let offer = subscription.introductoryOffer, offer.paymentMode == .freeTrial else { return nil }
    guard await subscription.isEligibleForIntroOffer else { return nil }
    return TrialLength(offer.period)
  }
}
