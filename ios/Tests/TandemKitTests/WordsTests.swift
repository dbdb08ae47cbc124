import Foundation
import Testing

@testable import TandemKit

@Suite("What the app says")
struct WordsTests {
  let dates: DateWords
  let now: Date

  init() throws {
    let utc = try #require(TimeZone(identifier: "UTC"))
    dates = DateWords(locale: Locale(identifier: "en_GB"), timeZone: utc)
    now = moment("2026-11-22T10:00:00Z")
  }

  private func describe(_ rows: [Entitlement]) -> MembershipWords {
    MembershipWords(Membership(entitlements: rows, plans: buildPlans(), at: now), at: now, dates: dates)
  }

  @Test("about nobody’s subscription")
  func nothing() {
    let words = describe([])
    #expect(words.title == "No subscription")
    #expect(words.store == nil)
  }

  @Test("about the highest right that is open, not about the standard it includes")
  func highest() {
    let words = describe([
      buildEntitlement("standard", plan: "premium"),
      buildEntitlement("premium", plan: "premium"),
    ])
    #expect(words.title == "Premium")
    #expect(words.detail == "Renews on 21 December 2026")
    #expect(words.store == "App Store")
  }

  @Test("about what ends, what is on trial and what was given for good")
  func open() {
    #expect(describe([buildEntitlement(willRenew: false)]).detail == "Ends on 21 December 2026")
    #expect(describe([buildEntitlement(periodType: "trial")]).detail == "Free until 21 December 2026, then it is paid")
    let gift = buildEntitlement(
      "workshop",
      store: "grant",
      plan: nil,
      willRenew: false,
      expiresAt: nil,
      accessEndsAt: "9999-12-31T00:00:00+00:00"
    )
    #expect(describe([gift]).detail == "Without an end")
    #expect(describe([gift]).title == "Workshop")
  }

  @Test("about a payment that failed, with and without access")
  func failed() throws {
    let grace = describe([buildEntitlement(status: "in_grace_period")])
    #expect(grace.detail == "The last payment failed. Access until 21 December 2026")
    #expect(grace.tone == .warning)
    let retry = describe([buildEntitlement(status: "in_billing_retry", accessEndsAt: nil)])
    #expect(retry.detail == "Update your payment method to get access back.")
  }

  @Test("about what was refunded, and what has ended")
  func closed() {
    #expect(describe([buildEntitlement(status: "revoked", accessEndsAt: nil)]).state == "Refunded")
    let ended = buildEntitlement(
      status: "expired",
      expiresAt: "2026-11-20T10:00:00+00:00",
      accessEndsAt: "2026-11-20T10:00:00+00:00"
    )
    #expect(describe([ended]).detail == "Ended on 20 November 2026")
  }

  @Test("beside the state: family, a price that waits for a yes, a planned change")
  func notices() {
    let all = SubscriptionNotice.all(
      for: [buildSubscription(next: "standard", ownership: "family_shared", priceConsent: "pending")],
      plans: buildPlans()
    )
    #expect(all.count == 3)
    #expect(all.last?.words(dates: dates) == "Changes to Standard on 21 December 2026.")
    #expect(SubscriptionNotice.all(for: [buildSubscription(store: "stripe", ownership: "family_shared")], plans: []).isEmpty)
  }

  @Test("about a trial", arguments: [
    (TrialLength(value: 1, unit: .week), "7 days free"),
    (TrialLength(value: 3, unit: .day), "3 days free"),
    (TrialLength(value: 1, unit: .month), "1 month free"),
  ])
  func trial(length: TrialLength, words: String) {
    #expect(length.words == words)
  }

  @Test("about the web is no more than the rule allows")
  func web() {
    #expect(!WebWords.describe(.nothing).hasLink)
    #expect(!WebWords.describe(.mention).hasLink)
    #expect(WebWords.describe(.link).hasLink)
    #expect(!WebWords.describe(.nothing).sentence.contains("web"))
  }

  @Test("after a purchase and after restoring")
  func outcomes() {
    #expect(PurchaseOutcome.bought.words(for: "Premium") == "Welcome to Premium.")
    #expect(PurchaseOutcome.cancelled.words(for: "Premium") == nil)
    #expect(RestoreOutcome(restored: 0, refusal: nil).words == "There is nothing to restore for this Apple Account.")
    #expect(RestoreOutcome(restored: 1, refusal: .offline).words == TandemError.offline.words)
  }
}
