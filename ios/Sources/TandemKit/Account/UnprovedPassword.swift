/// A password that was chosen at sign-up, before the address was proved. The server forgets it when the code is entered, because
/// a stranger may have chosen it; the app, where the person has just typed it, sets it once more. Never written anywhere.
struct UnprovedPassword: Equatable, Sendable {
  let email: String
  let password: String

  func belongs(to email: String) -> Bool {
    self.email.lowercased() == email.lowercased()
  }
}
