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
    case let error as PostgrestError: from(code: error.code, message: error.message, status: 400)
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
    let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: data)
    return from(code: answer?.code, message: answer?.message, status: status)
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
    if status >= 500 { return .serverProblem }
    if let code, endOfSession.contains(code) { return .signedOut }
    return .refused(status: status, code: code ?? "unknown", message: message ?? Self.unexpected.words)
  }

  /// After the first four supabase-swift forgets its session by itself; the others are our functions' and PostgREST's.
  private static let endOfSession: Set<String> = [
    "session_not_found", "session_expired", "refresh_token_not_found", "refresh_token_already_used",
    "unauthenticated", "PGRST301", "PGRST303",
  ]
}
