#if os(iOS)
  import StoreKit
  import UIKit

  /// Apple's sheets. Each needs the window scene that the tap came from.
  extension SubscriptionStore {
    /// Plan, cancelling, resuming, and the answer to a price increase.
    public func showManageSubscriptions(in scene: UIWindowScene) async throws {
      do {
        try await AppStore.showManageSubscriptions(in: scene)
      } catch {
        throw TandemError.from(error)
      }
      await handInOwn()
      await refresh()
    }

    /// Codes are entered in Apple's sheet only. What a code gives comes as a transaction, without our user's id in it: the
    /// server binds it to who hands it in.
    public func redeemOfferCode(in scene: UIWindowScene) async throws {
      // Whoever pays on the web would pay twice when the code's free time is over.
      let options = try await server.readPurchaseOptions().filter { $0.store == .appStore }
      if let refused = options.first(where: { $0.code == "subscribed_on_web" }) {
        try PurchasePermission(allowed: false, code: refused.code, message: refused.message).requireAllowed()
      }
      do {
        try await AppStore.presentOfferCodeRedeemSheet(in: scene)
      } catch {
        throw TandemError.from(error)
      }
      await handInUnfinished()
      await refresh()
    }

    /// Asks Apple for money back for the newest purchase of a product. Apple decides; our server hears of it by itself.
    /// `false`: the sheet was closed.
    public func requestRefund(ofProduct id: String, in scene: UIWindowScene) async throws -> Bool {
      guard let latest = await Transaction.latest(for: id), case .verified(let transaction) = latest else {
        throw TandemError.notSold
      }
      do {
        return try await transaction.beginRefundRequest(in: scene) == .success
      } catch {
        throw TandemError.from(error)
      }
    }
  }
#endif
