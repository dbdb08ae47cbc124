import Foundation

/// Where the app finds its server. None of these is a secret: the publishable key opens only what row level security allows.
public struct TandemConfiguration: Sendable {
  /// `https://<project ref>.supabase.co`
  public let supabaseURL: URL
  /// `sb_publishable_…`. Never a secret key: an app can be read by anybody who has it.
  public let publishableKey: String
  /// The website. Opened only to finish a payment that is owed, and where the server allows a link.
  public let webURL: URL
  /// Where sign-in in the browser comes back to. Its scheme is in the app's Info.plist, and the whole of it in Supabase's
  /// list of redirect URLs.
  public let authCallbackURL: URL

  public init(supabaseURL: URL, publishableKey: String, webURL: URL, authCallbackURL: URL) {
    self.supabaseURL = supabaseURL
    self.publishableKey = publishableKey
    self.webURL = webURL
    self.authCallbackURL = authCallbackURL
  }
}
