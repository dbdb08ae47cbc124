import Foundation
import Supabase

extension TandemServer {
  /// Per store and plan: may this user buy now, and if not, why.
  func readPurchaseOptions() async throws -> [PurchaseOption] {
    try await requireSession()
    return try await readRows(client.rpc("purchase_options"))
  }

  /// Asks whether the purchase sheet may open. While it may, the web does not sell to the same user.
  func beginPurchase(ofPlan planId: String) async throws -> PurchasePermission {
    try await requireSession()
    return try toPermission(
      await readRows(client.rpc("begin_app_store_purchase", params: ["plan_id": planId]))
    )
  }

  /// The sheet was closed without buying: the web may sell again. When the server does not hear of it, what `beginPurchase`
  /// held ends by itself after some minutes.
  func endPurchase() async {
    _ = try? await client.rpc("end_app_store_purchase").execute()
  }

  func beginPurchase(ofExtra extraId: String) async throws -> PurchasePermission {
    try await requireSession()
    return try toPermission(
      await readRows(client.rpc("begin_app_store_extra", params: ["extra_id": extraId]))
    )
  }

  /// Whether Apple may give the introductory offer: signed by our server, so that a trial on the web counts in the app.
  func readOffer(_ body: OfferBody) async throws -> OfferAnswer {
    try await requireSession()
    do {
      return try await client.functions.invoke("app-store-transactions/offer", options: .init(body: body))
    } catch {
      throw TandemError.from(error)
    }
  }

  /// Hands in a transaction. Returning is the server's yes; only then may the transaction be finished.
  func handIn(_ body: TransactionBody) async throws {
    try await requireSession()
    do {
      try await client.functions.invoke("app-store-transactions", options: .init(body: body))
    } catch {
      throw TandemError.from(error)
    }
  }

  /// No row is no permission: without the server's yes the sheet stays shut.
  private func toPermission(_ rows: [PurchasePermission]) throws -> PurchasePermission {
    guard let permission = rows.first else { throw TandemError.unexpected }
    return permission
  }
}
