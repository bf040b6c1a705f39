struct NotANumberRule: ValueRule {
  let id = "nan"
  let severity = ValueFinding.Severity.danger
  let title = "NaN"
  let why = "Everything that is computed from these values is NaN too."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      let figures = measured.figures
      guard figures.nan > 0 else { return nil }
      return finding(
        layer, [measured],
        figures.nan.of(figures.count, "values") + " NaN"
          + measured.place(ofFirst: figures.firstNaN, of: figures.nan))
    }
  }
}
