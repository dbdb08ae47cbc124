import AuthenticationServices
import Foundation
import StoreKit
import Supabase

extension TandemError {
  /// Auth, REST, functions and StoreKit word their errors differently.
  static func from(_ error: any Error) -> TandemError {
    switch error {
    case let error as TandemError: error
    case let error as FunctionsError: from(functions: error)
    case let error as PostgrestError: from(rest: error)
    case let error as AuthError: from(auth: error)
    case let error as StoreKitError: from(store: error)
    case is Product.PurchaseError: .notSold
    case is URLError: .offline
    case let error as ASWebAuthenticationSessionError where error.code == .canceledLogin: .cancelled
    default: .unexpected
    }
  }

  private static func from(functions error: FunctionsError) -> TandemError {
    guard case .httpError(let status, let data) = error else { return .serverProblem }
    // The function's own 401, or that of the platform before it.
    if status == 401 { return .signedOut }
    let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: data)
    return from(code: answer?.code, message: answer?.message, status: status)
  }

  /// It does not say with which status it came: a database in trouble answers in the same form as one that refuses. Only
  /// what is known to be a refusal is one, or a timeout would lock a payer out.
  private static func from(rest error: PostgrestError) -> TandemError {
    guard let code = error.code else { return .serverProblem }
    if code.hasPrefix("PGRST30") { return .signedOut }
    // What our own functions refuse has a word for it; the codes of Postgres and PostgREST have digits.
    if code.allSatisfy({ $0.isLowercase || $0 == "_" }) { return from(code: code, message: error.message, status: 403) }
    // Permission denied, and what our triggers raise.
    guard ["42501", "P0001"].contains(code) else { return .serverProblem }
    return .refused(status: 403, code: code, message: error.message)
  }

  private static func from(auth error: AuthError) -> TandemError {
    if case .sessionMissing = error { return .signedOut }
    if case .api(_, _, _, let response) = error {
      return from(code: error.errorCode.rawValue, message: error.message, status: response.statusCode)
    }
    return from(code: error.errorCode.rawValue, message: error.message, status: 400)
  }

  private static func from(store error: StoreKitError) -> TandemError {
    switch error {
    case .userCancelled: .cancelled
    case .networkError: .offline
    case .notAvailableInStorefront, .notEntitled: .notSold
    default: .storeUnavailable
    }
  }

  static func from(code: String?, message: String?, status: Int) -> TandemError {
    // Too many requests is no "no": a payer must not be locked out by it. Too many mails is one, with a sentence.
    if status >= 500 || (status == 429 && code != "over_email_send_rate_limit") { return .serverProblem }
    if let code, endOfSession.contains(code) { return .signedOut }
    if code == "fresh_sign_in_required" { return .freshSignInRequired }
    return .refused(status: status, code: code ?? "unknown", message: message ?? Self.unexpected.words)
  }

  /// Codes after which supabase-swift forgets its session by itself, and our own for a session that is over.
  private static let endOfSession: Set<String> = [
    "session_not_found", "session_expired", "refresh_token_not_found", "refresh_token_already_used", "unauthenticated",
  ]
}
