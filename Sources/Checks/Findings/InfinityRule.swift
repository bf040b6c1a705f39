struct InfinityRule: ValueRule {
  let id = "infinity"
  let severity = ValueFinding.Severity.danger
  let title = "infinite values"
  let why = "A product with zero or a difference of two of them is NaN."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      let figures = measured.figures
      guard figures.infinite > 0 else { return nil }
      return finding(
        layer, [measured],
        figures.infinite.of(figures.count, "values") + " infinite"
          + measured.place(ofFirst: figures.firstInfinite, of: figures.infinite))
    }
  }
}
