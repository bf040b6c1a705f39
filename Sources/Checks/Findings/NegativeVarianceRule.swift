struct NegativeVarianceRule: ValueRule {
  let id = "moving-variance-negative"
  let severity = ValueFinding.Severity.danger
  let title = "negative moving variance"
  let why =
    "No variance is negative: BatchNormalization takes its square root, which gives NaN below -epsilon."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    guard let measured = layer[.movingVariance], let minimum = measured.figures.minimum, minimum < 0 else {
      return []
    }
    return [finding(layer, [measured], "its smallest value is \(minimum)")]
  }
}
