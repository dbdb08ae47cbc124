import Foundation
import Testing

@testable import TandemKit

@Suite("The last answer on the device")
struct EntitlementCacheTests {
  let ann = UUID()
  let cache = EntitlementCache(storage: MemoryStorage())

  @Test("opens the app without a network")
  func offlineStart() throws {
    let noon = moment("2026-11-21T12:00:00Z")
    cache.keep([buildEntitlement()], of: ann, at: noon)
    let access = try #require(cache.read(of: ann, at: noon.addingTimeInterval(3600)))
    #expect(access.source == .device)
    #expect(access.includes("premium", at: noon.addingTimeInterval(3600)))
  }

  @Test("is nobody else's")
  func otherUser() {
    let noon = moment("2026-11-21T12:00:00Z")
    cache.keep([buildEntitlement()], of: ann, at: noon)
    #expect(cache.read(of: UUID(), at: noon) == nil)
  }

  @Test("is not used after three days")
  func tooOld() {
    let noon = moment("2026-11-21T12:00:00Z")
    cache.keep([buildEntitlement()], of: ann, at: noon)
    #expect(cache.read(of: ann, at: noon.addingTimeInterval(Access.maximumAge + 1)) == nil)
  }

  @Test("is not used once the clock was seen later and then set back")
  func rollback() {
    let noon = moment("2026-11-21T12:00:00Z")
    cache.keep([buildEntitlement()], of: ann, at: noon)
    #expect(cache.read(of: ann, at: noon.addingTimeInterval(86_400)) != nil)
    #expect(cache.read(of: ann, at: noon.addingTimeInterval(3600)) == nil)
    // A network that corrects the clock by seconds is no fraud.
    #expect(cache.read(of: ann, at: noon.addingTimeInterval(86_400 - 60)) != nil)
  }

  @Test("is gone after signing out")
  func forgotten() {
    let noon = moment("2026-11-21T12:00:00Z")
    cache.keep([buildEntitlement()], of: ann, at: noon)
    cache.forget()
    #expect(cache.read(of: ann, at: noon) == nil)
  }

  @Test("is nothing where the file is broken")
  func brokenFile() {
    let storage = MemoryStorage()
    storage.write(Data("{".utf8))
    #expect(EntitlementCache(storage: storage).read(of: ann, at: moment("2026-11-21T12:00:00Z")) == nil)
  }

  @Test("is kept in a file that can be read again and removed")
  func file() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let file = EntitlementFile(folder: folder)
    #expect(file.read() == nil)
    file.write(Data("kept".utf8))
    #expect(EntitlementFile(folder: folder).read() == Data("kept".utf8))
    file.write(nil)
    #expect(file.read() == nil)
    try FileManager.default.removeItem(at: folder)
  }
}
