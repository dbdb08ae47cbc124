import Foundation

/// Where the last answer is kept. An app may bring its own, in the keychain or in an app group.
public protocol EntitlementStorage: Sendable {
  func read() -> Data?
  /// `nil` forgets it.
  func write(_ data: Data?)
}

/// A file in Application Support. Losing it costs nothing but the offline start.
public struct EntitlementFile: EntitlementStorage {
  private let file: URL

  public init(folder: URL? = nil) {
    let base = folder ?? URL.applicationSupportDirectory.appending(path: "Tandem", directoryHint: .isDirectory)
    file = base.appending(path: "entitlements.json", directoryHint: .notDirectory)
  }

  public func read() -> Data? {
    try? Data(contentsOf: file)
  }

  public func write(_ data: Data?) {
    guard let data else {
      try? FileManager.default.removeItem(at: file)
      return
    }
    let folder = file.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? data.write(to: file, options: [.atomic, .completeFileProtectionUntilFirstUserAuthentication])
  }
}
