import Foundation
import Observation
import Supabase

/// Signing in and out. The session is supabase-swift's: it is kept in the keychain and renewed by itself.
@MainActor
@Observable
public final class TandemAccount {
  /// `nil` while nobody is signed in.
  public internal(set) var user: TandemUser?

  let client: SupabaseClient
  let authCallbackURL: URL
  let server: TandemServer
  /// A client with a memory of its own, for a sign-in that must not replace the session.
  let openApart: @MainActor () -> SupabaseClient
  @ObservationIgnored var unproved: UnprovedPassword?

  init(client: SupabaseClient, authCallbackURL: URL, openApart: @escaping @MainActor () -> SupabaseClient) {
    self.client = client
    self.authCallbackURL = authCallbackURL
    self.openApart = openApart
    server = TandemServer(client: client)
    user = TandemAccount.storedUser(of: client)
  }

  /// Tells who is signed in: at once, and whenever it becomes somebody else.
  func listen(_ onChange: @escaping @MainActor (TandemUser?) async -> Void) {
    Task { [weak self, client] in
      var told: TandemUser?
      var hasTold = false
      for await (_, session) in client.auth.authStateChanges {
        let now = session.map { TandemUser(id: $0.user.id, email: $0.user.email) }
        self?.user = now
        // A renewed token is no news.
        if hasTold && told?.id == now?.id { continue }
        (told, hasTold) = (now, true)
        await onChange(now)
      }
    }
  }

  /// Runs a request of the Auth server. Who has just signed in is known when it returns.
  @discardableResult
  func attempt<Answer>(_ request: () async throws -> Answer) async throws -> Answer {
    do {
      let answer = try await request()
      user = TandemAccount.storedUser(of: client)
      return answer
    } catch {
      throw TandemError.from(error)
    }
  }

  /// Read from the device, without a network.
  private static func storedUser(of client: SupabaseClient) -> TandemUser? {
    client.auth.currentUser.map { TandemUser(id: $0.id, email: $0.email) }
  }

  func requireUser() throws -> TandemUser {
    guard let user else { throw TandemError.signedOut }
    return user
  }
}
