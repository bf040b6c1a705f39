struct ZeroVarianceRule: ValueRule {
  let id = "moving-variance-zero"
  let severity = ValueFinding.Severity.info
  let title = "moving variance of zero"
  let why =
    "What came into these channels never varied: the layers before them give the same for every image."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    guard let measured = layer[.movingVariance], measured.figures.zero > 0 else { return [] }
    return [finding(layer, [measured], measured.figures.zero.of(measured.figures.count, "variances") + " 0")]
  }
}
