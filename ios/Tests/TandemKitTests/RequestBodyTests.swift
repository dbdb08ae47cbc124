import Foundation
import Testing

@testable import TandemKit

@Suite("Bodies of requests")
struct RequestBodyTests {
  private func keys(_ body: some Encodable) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: JSONEncoder().encode(body))
  }

  @Test("a transaction goes with its renewal info")
  func transaction() throws {
    let body = TransactionBody(signedTransaction: "TRANSACTION", signedRenewalInfo: "RENEWAL")
    let sent = try keys(body)
    #expect(sent == ["signed_transaction": "TRANSACTION", "signed_renewal_info": "RENEWAL"])
  }

  @Test("what was bought once has no renewal info, and none is sent")
  func withoutRenewal() throws {
    let sent = try keys(TransactionBody(signedTransaction: "TRANSACTION", signedRenewalInfo: nil))
    #expect(sent == ["signed_transaction": "TRANSACTION"])
  }

  @Test("Apple’s code goes under its own name")
  func appleToken() throws {
    let sent = try keys(AppleTokenBody(authorizationCode: "CODE"))
    #expect(sent == ["authorization_code": "CODE"])
  }

  @Test("who deletes or exports says nothing: the token says who it is")
  func nothing() throws {
    let sent = try keys(NoBody())
    #expect(sent.isEmpty)
  }

  @Test("the question about the trial proves the Apple Account")
  func offer() throws {
    let sent = try keys(OfferBody(planId: "premium", signedAppTransaction: "APP"))
    #expect(sent == ["plan_id": "premium", "signed_app_transaction": "APP"])
  }
}
