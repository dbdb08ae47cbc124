import Testing

@testable import TandemKit

@Suite("A nonce")
struct NonceTests {
  // The test vector of FIPS 180-2.
  @Test("goes to the provider as SHA-256 in lower-case hex")
  func hashes() {
    #expect(Nonce(raw: "abc").hashed == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("is 32 random bytes, new each time")
  func isRandom() {
    let many = (0..<100).map { _ in Nonce().raw }
    #expect(Set(many).count == 100)
    #expect(many.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
  }
}
