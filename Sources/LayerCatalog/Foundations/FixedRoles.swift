/// What no training changes, by role: the same that the definitions say of each variable of theirs, for layers whose
/// settings are not known.
extension VariableRole {
  /// Running averages that a batch normalization keeps for inference.
  public var isBatchNormStatistic: Bool {
    switch self {
    case .movingMean, .movingVariance, .movingStddev: true
    default: false
    }
  }

  /// Whether no training ever changes a variable of this role in a layer of this class: statistics, counts, vocabularies
  /// (Keras 3.15.1 and tf_keras 2.21, `add_weight` with `trainable=False`).
  public func isFixed(in className: String) -> Bool {
    if isBatchNormStatistic { return true }
    switch self {
    case .renormMean, .renormStddev, .vectorU, .idfWeights, .summary: return true
    case "mean", "variance", .count: return className == "Normalization"
    default: return false
    }
  }
}
