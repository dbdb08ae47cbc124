import Foundation
import Supabase

/// Everything that an app needs, put together. Make one, keep it as long as the app runs, and call `start()` at once.
@MainActor
public final class Tandem {
  public let account: TandemAccount
  public let store: SubscriptionStore
  /// For the app's own tables: `tandem.supabase.from("lessons")`.
  public let supabase: SupabaseClient
  private var hasStarted = false

  public init(configuration: TandemConfiguration, storage: any EntitlementStorage = EntitlementFile()) {
    let client = SupabaseClient(
      supabaseURL: configuration.supabaseURL,
      supabaseKey: configuration.publishableKey,
      // Without a network the stored session still says who is signed in, so that the app can start.
      options: SupabaseClientOptions(auth: .init(emitLocalSessionAsInitialSession: true))
    )
    let server = TandemServer(client: client)
    let account = TandemAccount(client: client, authCallbackURL: configuration.authCallbackURL) {
      SupabaseClient(
        supabaseURL: configuration.supabaseURL,
        supabaseKey: configuration.publishableKey,
        options: SupabaseClientOptions(auth: .init(storage: MemoryAuthStorage(), autoRefreshToken: false))
      )
    }
    supabase = client
    self.account = account
    store = SubscriptionStore(
      account: account,
      server: server,
      cache: EntitlementCache(storage: storage),
      webURL: configuration.webURL
    )
  }

  /// Listens to StoreKit and to the session from now on. A purchase that is approved, renewed or refunded while nobody
  /// listens is heard of only at the next launch.
  public func start() {
    guard !hasStarted else { return }
    hasStarted = true
    store.listen()
    account.listen { [store] user in
      await store.enter(as: user)
    }
  }
}
