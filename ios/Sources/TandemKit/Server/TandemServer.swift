import Foundation
import Supabase

/// Every request that the kit makes for rows, rights and purchases. Signing in is `TandemAccount`'s.
///
/// The requests are held against a table that the local stack's phone is held against, too: a new one goes into
/// `tests/local-phone/recorded-swift-requests.ts` first.
struct TandemServer: Sendable {
  let client: SupabaseClient

  /// Rows of a table or of a function that returns one.
  func readRows<Row: Decodable & Sendable>(_ request: PostgrestBuilder) async throws -> [Row] {
    do {
      let answer: PostgrestResponse<[Row]> = try await request.execute()
      return answer.value
    } catch {
      throw TandemError.from(error)
    }
  }

  /// Without a session supabase-swift would ask as nobody, and the answer would look like "you have nothing".
  func requireSession() async throws {
    do {
      _ = try await client.auth.session
    } catch {
      throw TandemError.from(error)
    }
  }
}
