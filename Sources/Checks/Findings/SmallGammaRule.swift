import LayerCatalog

/// Small scales are honest where a network was trained with weight decay, so that only many of them are told.
struct SmallGammaRule: ValueRule {
  let id = "gamma-near-zero"
  let severity = ValueFinding.Severity.info
  let title = "gamma near zero"
  let why = "What comes into these channels is multiplied by almost nothing: they give little but their beta."
  /// The share from which it is told.
  private let least = 0.1

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    // A LayerScale begins with a gamma of 1e-6 on purpose.
    guard layer.layer.kind.value.hasSuffix("Normalization"), let gamma = layer[.gamma],
      let share = gamma.figures.nearlyZeroShare, share >= least, gamma.figures.zero < gamma.figures.count
    else { return [] }
    let percent = Int((share * 100).rounded())
    return [
      finding(
        layer, [gamma], "\(percent) % of \(gamma.figures.count.grouped) are below \(ValueFigures.smallest)")
    ]
  }
}
