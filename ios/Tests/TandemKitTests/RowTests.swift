import Foundation
import Testing

@testable import TandemKit

@Suite("Rows of the server")
struct RowTests {
  @Test("a store that this version does not know closes nothing and manages nothing")
  func unknownStore() {
    let row = buildEntitlement(store: "play_store")
    #expect(row.store == .unknown)
    #expect(row.isOpen(at: moment("2026-11-22T10:00:00Z")))
    #expect(WhereToManage(of: row, rule: .link) == .nowhere)
  }

  @Test(
    "what may be said about the web is nothing, unless the server says a word that we know",
    arguments: [
      ("nothing", WebPurchaseRule.nothing),
      ("mention", WebPurchaseRule.mention),
      ("link", WebPurchaseRule.link),
      ("shout", WebPurchaseRule.nothing),
    ]
  )
  func webRule(text: String, rule: WebPurchaseRule) {
    let answer: WebPurchaseRule = decodeRow("\"\(text)\"")
    #expect(answer == rule)
  }

  @Test("a subscription is managed where it was bought")
  func whereToManage() {
    #expect(WhereToManage(of: buildEntitlement(store: "app_store"), rule: .link) == .appStore)
    #expect(WhereToManage(of: buildEntitlement(store: "stripe"), rule: .nothing) == .web(.nothing))
    #expect(WhereToManage(of: buildEntitlement(store: "grant"), rule: .link) == .nowhere)
    #expect(WhereToManage(of: nil, rule: .link) == .nowhere)
  }

  @Test("only a refusal that lasts takes the button away")
  func refusals() {
    let row = { (code: String) -> PurchaseOption in
      decodeRow(
        """
        {"store": "app_store", "plan_id": "premium", "allowed": false, "code": "\(code)", "message": "No.",
         "manage_in": null, "trial_allowed": false}
        """
      )
    }
    #expect(row("subscribed_on_web").isLastingRefusal)
    #expect(!row("purchase_in_progress").isLastingRefusal)
  }

  @Test("without permission the sheet stays shut, with the server's sentence")
  func permission() throws {
    let no: PurchasePermission = decodeRow(
      """
      {"allowed": false, "code": "already_owned", "message": "You own this already."}
      """
    )
    #expect(throws: TandemError.refused(status: 409, code: "already_owned", message: "You own this already.")) {
      try no.requireAllowed()
    }
    let yes: PurchasePermission = decodeRow("{\"allowed\": true, \"code\": null, \"message\": null}")
    try yes.requireAllowed()
  }
}
