import Foundation
import Supabase
import Testing

@testable import TandemKit

@Suite("The account")
struct AccountTests {
  @Test("a password from before the proof belongs to the address that it was chosen for")
  func unproved() {
    let unproved = UnprovedPassword(email: "Ann@example.com", password: "secret")
    #expect(unproved.belongs(to: "ann@example.com"))
    #expect(!unproved.belongs(to: "bob@example.com"))
  }

  @Test("its ways to sign in are read as the server says them, whatever comes in addition")
  func methods() {
    let methods: SignInMethods = decodeRow(
      """
      {"email": "x7@privaterelay.appleid.com", "is_private_email": true, "has_password": false, "identities": [
        {"id": "0b1f5c1e-0000-4000-8000-000000000001", "provider": "apple", "email": "x7@privaterelay.appleid.com",
         "created_at": "2026-11-21T10:00:00+00:00", "last_sign_in_at": null},
        {"id": "0b1f5c1e-0000-4000-8000-000000000002", "provider": "passkey", "email": null,
         "created_at": "2026-11-21T10:00:00+00:00", "last_sign_in_at": null}]}
      """
    )
    #expect(methods.isPrivateEmail)
    #expect(!methods.hasPassword)
    #expect(methods.identities.map(\.provider) == ["apple", "passkey"])
  }

  @Test("a device says when it was used last, and whether it is this one")
  func devices() {
    let device: DeviceSession = decodeRow(
      """
      {"id": "0b1f5c1e-0000-4000-8000-000000000003", "created_at": "2026-11-20T10:00:00+00:00",
       "last_used_at": "2026-11-21T10:00:00.5+00:00", "user_agent": null, "ip": "192.0.2.1", "is_current": true}
      """
    )
    #expect(device.isCurrent)
    #expect(device.lastUsedAt.date == moment("2026-11-21T10:00:00.5Z"))
  }

  @Test("whoever deletes it is told of Apple’s charges, if there are any", arguments: [true, false])
  func deleted(isSubscriber: Bool) {
    let answer: DeletedAccount = decodeRow("{\"deleted\": true, \"has_app_store_subscription\": \(isSubscriber)}")
    #expect(answer.words.contains("Apple goes on charging") == isSubscriber)
  }

  @Test("a code to move purchases ends at a time")
  func moveCode() {
    let code: MoveCode = decodeRow("{\"code\": \"ABCD-EFGH\", \"expires_at\": \"2026-11-21T10:10:00.000Z\"}")
    #expect(code.code == "ABCD-EFGH")
    #expect(code.expiresAt.date == moment("2026-11-21T10:10:00Z"))
  }
}

@Suite("A client apart")
struct MemoryAuthStorageTests {
  @Test("keeps its session to itself, and forgets it when it is told to")
  func keeps() throws {
    let storage = MemoryAuthStorage()
    try storage.store(key: "session", value: Data("a".utf8))
    #expect(try storage.retrieve(key: "session") == Data("a".utf8))
    #expect(try MemoryAuthStorage().retrieve(key: "session") == nil)
    try storage.remove(key: "session")
    #expect(try storage.retrieve(key: "session") == nil)
  }
}
