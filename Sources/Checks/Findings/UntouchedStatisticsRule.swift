import LayerCatalog

struct UntouchedStatisticsRule: ValueRule {
  let id = "batch-norm-never-updated"
  let severity = ValueFinding.Severity.warn
  let title = "BatchNorm statistics never updated"
  let why =
    "No batch was ever seen in training, or the statistics were not loaded: inference is not what training was."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    guard let mean = layer[.movingMean], let variance = layer[.movingVariance],
      mean.figures.isAll(0), variance.figures.isAll(1)
    else { return [] }
    return [finding(layer, [mean, variance], "moving mean all 0, moving variance all 1")]
  }
}

extension ValueFigures {
  /// Whether every value is this number.
  func isAll(_ number: Double) -> Bool { finite == count && minimum == number && maximum == number }
}
