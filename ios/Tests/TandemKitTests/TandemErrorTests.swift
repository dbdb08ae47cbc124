import Foundation
import StoreKit
import Supabase
import Testing

@testable import TandemKit

@Suite("An error")
struct TandemErrorTests {
  @Test("of a function is its code and its sentence")
  func functions() {
    let answer = """
      {"code": "belongs_to_another_account", "message": "This purchase belongs to another account."}
      """
    let error = TandemError.from(FunctionsError.httpError(code: 409, data: Data(answer.utf8)))
    #expect(
      error == .refused(
        status: 409,
        code: "belongs_to_another_account",
        message: "This purchase belongs to another account."
      )
    )
    #expect(error.isRefusal)
  }

  @Test("of a server in trouble is no refusal, whatever its body says")
  func trouble() {
    #expect(TandemError.from(FunctionsError.httpError(code: 503, data: Data())) == .serverProblem)
    #expect(TandemError.from(FunctionsError.relayError) == .serverProblem)
    #expect(!TandemError.serverProblem.isRefusal)
  }

  @Test("without an answer is offline")
  func offline() {
    #expect(TandemError.from(URLError(.notConnectedToInternet)) == .offline)
    #expect(TandemError.from(StoreKitError.networkError(URLError(.timedOut))) == .offline)
  }

  @Test("says that the session is over")
  func signedOut() {
    #expect(TandemError.from(code: "session_not_found", message: nil, status: 403) == .signedOut)
    #expect(TandemError.from(FunctionsError.httpError(code: 401, data: Data())) == .signedOut)
    #expect(TandemError.from(PostgrestError(code: "PGRST301", message: "JWT expired")) == .signedOut)
  }

  @Test("of a database in trouble locks nobody out", arguments: ["57014", "53300", "PGRST000", "PGRST002"])
  func databaseInTrouble(code: String) {
    #expect(TandemError.from(PostgrestError(code: code, message: "Try again.")) == .serverProblem)
    #expect(TandemError.from(code: nil, message: nil, status: 429) == .serverProblem)
  }

  @Test("asks for a fresh sign-in, whoever asks for it")
  func freshSignIn() {
    let answer = Data("{\"code\": \"fresh_sign_in_required\", \"message\": \"Please sign in again first.\"}".utf8)
    #expect(TandemError.from(FunctionsError.httpError(code: 403, data: answer)) == .freshSignInRequired)
    let refusal = PostgrestError(code: "fresh_sign_in_required", message: "Please sign in again first.")
    #expect(TandemError.from(refusal) == .freshSignInRequired)
    #expect(!TandemError.freshSignInRequired.isRefusal)
    #expect(!TandemError.freshSignInRequired.words.isEmpty)
  }

  @Test("of the database with a word of ours is what the word says")
  func ownWords() {
    #expect(TandemError.from(PostgrestError(code: "unauthenticated", message: "Please sign in first.")) == .signedOut)
    let lastWay = TandemError.from(PostgrestError(code: "last_sign_in_method", message: "Add another one first."))
    #expect(lastWay.code == "last_sign_in_method")
    #expect(lastWay.words == "Add another one first.")
  }

  @Test("of a database that refuses is a refusal")
  func databaseRefuses() {
    #expect(TandemError.from(PostgrestError(code: "42501", message: "permission denied")).isRefusal)
  }

  @Test("has words of ours where the Auth server's are for developers")
  func words() {
    let error = TandemError.refused(status: 400, code: "invalid_credentials", message: "Invalid login credentials")
    #expect(error.words == "This e-mail and password do not match.")
    #expect(TandemError.refused(status: 409, code: "already_owned", message: "You own this already.").words
      == "You own this already.")
    #expect(TandemError.cancelled.words.isEmpty)
    let tooManyMails = TandemError.from(code: "over_email_send_rate_limit", message: nil, status: 429)
    #expect(tooManyMails.words == "Please wait a minute before asking for another mail.")
  }

  @Test("after which money may have moved keeps the web from selling")
  func mayBePaid() {
    #expect(mayHaveBeenPaid(StoreKitError.unknown))
    #expect(mayHaveBeenPaid(StoreKitError.networkError(URLError(.timedOut))))
    #expect(!mayHaveBeenPaid(StoreKitError.userCancelled))
    #expect(!mayHaveBeenPaid(Product.PurchaseError.purchaseNotAllowed))
    #expect(!mayHaveBeenPaid(TandemError.storeUnavailable))
  }
}
