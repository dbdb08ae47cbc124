import Foundation

/// What the signed-in user may use, and since when we know it.
public struct Access: Equatable, Sendable {
  public enum Source: Equatable, Sendable {
    /// The server's answer.
    case server
    /// Its last answer, kept on the device: the server cannot be reached.
    case device
    /// Nobody is signed in, or nothing is known.
    case nothing
  }

  /// An answer of the server counts for so long without another one.
  public static let maximumAge: TimeInterval = 3 * 24 * 60 * 60
  /// How far a clock may go back without being called set back: networks correct it by seconds.
  static let clockTolerance: TimeInterval = 5 * 60

  public static let nothing = Access(entitlements: [], source: .nothing, answeredAt: .distantPast)

  public let entitlements: [Entitlement]
  public let source: Source
  /// When the server last said so, by the clock of the device.
  public let answeredAt: Date

  public init(entitlements: [Entitlement], source: Source, answeredAt: Date) {
    self.entitlements = entitlements
    self.source = source
    self.answeredAt = answeredAt
  }

  /// Ask this each time something is to be opened: time ends a right without any event. What the server keeps behind row
  /// level security stays there, whatever is said here.
  public func includes(_ entitlement: String, at moment: Date = Date()) -> Bool {
    isUsable(at: moment)
      && entitlements.contains { $0.entitlement == entitlement && $0.isOpen(at: moment) }
  }

  /// Everything that is open.
  public func open(at moment: Date = Date()) -> [Entitlement] {
    isUsable(at: moment) ? entitlements.filter { $0.isOpen(at: moment) } : []
  }

  /// Neither too old, nor from a future that a clock set back has made of the past.
  func isUsable(at moment: Date) -> Bool {
    let age = moment.timeIntervalSince(answeredAt)
    return age >= -Access.clockTolerance && age <= Access.maximumAge
  }
}
