/// What every function of ours answers when it refuses.
struct ErrorAnswer: Decodable, Equatable {
  let code: String?
  let message: String?
}
