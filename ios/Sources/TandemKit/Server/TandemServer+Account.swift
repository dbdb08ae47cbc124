import Foundation
import Supabase

/// Requests for the account itself.
extension TandemServer {
  func readSignInMethods() async throws -> SignInMethods {
    try await requireSession()
    return try await ask {
      let answer: PostgrestResponse<SignInMethods> = try await client.rpc("sign_in_methods").execute()
      return answer.value
    }
  }

  func readDevices() async throws -> [DeviceSession] {
    try await requireSession()
    return try await readRows(client.rpc("my_sessions"))
  }

  func signOut(_ device: DeviceSession) async throws {
    try await requireSession()
    try await ask {
      _ = try await client.rpc("sign_out_session", params: ["session_id": device.id]).execute()
    }
  }

  func removePassword() async throws {
    try await requireSession()
    try await ask {
      _ = try await client.rpc("remove_password").execute()
    }
  }

  func keepAppleToken(_ body: AppleTokenBody) async throws {
    try await requireSession()
    try await ask {
      try await client.functions.invoke("account/apple-token", options: .init(body: body))
    }
  }

  func deleteAccount(_ body: NoBody) async throws -> DeletedAccount {
    try await requireSession()
    return try await ask {
      try await client.functions.invoke("account/delete", options: .init(body: body))
    }
  }

  /// Not taken apart: it is for the person, and for other programs.
  func exportData(_ body: NoBody) async throws -> Data {
    try await requireSession()
    return try await ask {
      try await client.functions.invoke("account/export", options: .init(body: body), decode: { data, _ in data })
    }
  }

  func releasePurchase(_ body: NoBody) async throws -> MoveCode {
    try await requireSession()
    return try await ask {
      try await client.functions.invoke("account/release-purchase", options: .init(body: body))
    }
  }

  func claimPurchase(_ body: ClaimBody) async throws -> MovedPurchases {
    try await requireSession()
    return try await ask {
      try await client.functions.invoke("account/claim-purchase", options: .init(body: body))
    }
  }

  private func ask<Answer>(_ request: () async throws -> Answer) async throws -> Answer {
    do {
      return try await request()
    } catch {
      throw TandemError.from(error)
    }
  }
}
