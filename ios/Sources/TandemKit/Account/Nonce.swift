import CryptoKit
import Foundation

/// Binds an identity token to one sign-in, so that a token which was seen elsewhere opens nothing. The provider gets the
/// hash, the Auth server the raw value, and the Auth server compares the two.
public struct Nonce: Equatable, Sendable {
  public let raw: String

  /// 32 random bytes: `SystemRandomNumberGenerator` is the system's secure source on Apple's platforms.
  public init() {
    var generator = SystemRandomNumberGenerator()
    raw = Nonce.toHex((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  init(raw: String) {
    self.raw = raw
  }

  /// SHA-256 of `raw`, in lower-case hex: what goes into the request to Apple or Google.
  public var hashed: String {
    Nonce.toHex(SHA256.hash(data: Data(raw.utf8)))
  }

  private static func toHex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
