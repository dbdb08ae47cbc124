extension RestoreOutcome {
  public var words: String {
    if let refusal { return refusal.words }
    return restored == 0 ? "There is nothing to restore for this Apple Account." : "Your purchases are restored."
  }
}
