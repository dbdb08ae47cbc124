import Foundation
import Supabase

/// Signing out, here and elsewhere.
extension TandemAccount {
  /// This device. It forgets the session even when the server cannot be told.
  public func signOut() async {
    try? await client.auth.signOut(scope: .local)
    user = nil
  }

  /// Every device, the website included. Throws when the server cannot be told: then nothing has ended.
  public func signOutEverywhere() async throws {
    try await attempt {
      try await client.auth.signOut(scope: .global)
    }
  }

  /// Every device but this one.
  public func signOutOtherDevices() async throws {
    try await attempt {
      try await client.auth.signOut(scope: .others)
    }
  }

  /// Where this person is signed in, this device first.
  public func readDevices() async throws -> [DeviceSession] {
    try await server.readDevices()
  }

  /// One device. Throws `.freshSignInRequired` unless the person has just signed in.
  public func signOut(_ device: DeviceSession) async throws {
    try await server.signOut(device)
  }
}
