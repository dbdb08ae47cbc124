import Foundation
import Observation
import StoreKit

/// Between StoreKit and our server. What is open is always the server's word (`access`); StoreKit's transactions only prove
/// to the server what was paid.
@MainActor
@Observable
public final class SubscriptionStore {
  /// What the user may use. `access.includes("premium")` opens something, nothing else does.
  public internal(set) var access: Access = .nothing
  /// Product ids that wait for somebody's approval (Ask to Buy). Not kept over a launch: StoreKit brings what is approved.
  public internal(set) var waitingForApproval: Set<String> = []
  /// A product that was chosen on the App Store's page of the app. Show the paywall: the sheet opens by `buy` only.
  public internal(set) var chosenInAppStore: String?

  let account: TandemAccount
  let server: TandemServer
  let cache: EntitlementCache
  let now: @Sendable () -> Date
  private let webURL: URL
  @ObservationIgnored private var listeners: [Task<Void, Never>] = []

  init(
    account: TandemAccount,
    server: TandemServer,
    cache: EntitlementCache,
    webURL: URL,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.account = account
    self.server = server
    self.cache = cache
    self.webURL = webURL
    self.now = now
  }

  /// The page that finishes a payment which is owed on the web. Nothing is sold there.
  public var payURL: URL { webURL.appending(path: "pay") }
  /// Where a subscription of the web is managed. Only where `readWebPurchaseRule` answers `link`.
  public var accountURL: URL { webURL.appending(path: "account") }
  /// The web's price list. Only where `readWebPurchaseRule` answers `link`.
  public var pricingURL: URL { webURL.appending(path: "pricing") }

  /// From the launch on: renewals, approvals, offer codes, refunds, purchases on other devices.
  func listen() {
    guard listeners.isEmpty else { return }
    listeners.append(
      Task { [weak self] in
        for await update in Transaction.updates {
          await self?.receive(update)
        }
      }
    )
    #if os(iOS)
      listeners.append(
        Task { [weak self] in
          for await intent in PurchaseIntent.intents {
            self?.chosenInAppStore = intent.product.id
          }
        }
      )
    #endif
  }

  /// Somebody is signed in now, or nobody any more.
  func enter(as user: TandemUser?) async {
    waitingForApproval = []
    guard let user else {
      cache.forget()
      access = .nothing
      return
    }
    // The last answer at once, the new one when it comes: the app does not wait for a network to start.
    access = cache.read(of: user.id, at: now()) ?? .nothing
    await refresh()
    await handInUnfinished()
    await handInOwn()
    await refresh()
  }

  /// Call it when the app comes to the front.
  public func comeToFront() async {
    await handInUnfinished()
    await refresh()
  }

  /// Asks the server what is open. Without an answer the last one counts, while it is young enough.
  public func refresh() async {
    guard let user = account.user else {
      access = .nothing
      return
    }
    do {
      let entitlements = try await server.readEntitlements()
      // Somebody else may have signed in while the server was asked.
      guard account.user?.id == user.id else { return }
      let moment = now()
      cache.keep(entitlements, of: user.id, at: moment)
      access = Access(entitlements: entitlements, source: .server, answeredAt: moment)
    } catch {
      guard account.user?.id == user.id else { return }
      access = isAnswer(error) ? .nothing : cache.read(of: user.id, at: now()) ?? .nothing
    }
  }

  /// The server said no, or that the session is over: that is an answer, and the last one counts no more.
  private func isAnswer(_ error: any Error) -> Bool {
    let problem = TandemError.from(error)
    return problem.isRefusal || problem == .signedOut
  }
}
