import Foundation
import Supabase

/// Keeps a session as long as the object lives, and nowhere else.
final class MemoryAuthStorage: AuthLocalStorage, @unchecked Sendable {
  private let lock = NSLock()
  private var kept: [String: Data] = [:]

  func store(key: String, value: Data) throws {
    lock.withLock { kept[key] = value }
  }

  func retrieve(key: String) throws -> Data? {
    lock.withLock { kept[key] }
  }

  func remove(key: String) throws {
    lock.withLock { kept[key] = nil }
  }
}
