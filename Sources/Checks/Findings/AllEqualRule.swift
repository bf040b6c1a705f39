struct AllEqualRule: ValueRule {
  let id = "all-equal"
  let severity = ValueFinding.Severity.warn
  let title = "all equal"
  let why = "All outputs of such a layer are the same: it was filled with a number and never trained."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      let figures = measured.figures
      guard measured.variable.isKernel, figures.finite > 1, let minimum = figures.minimum, minimum != 0,
        minimum == figures.maximum
      else { return nil }
      return finding(layer, [measured], "all \(figures.finite.grouped) values are \(minimum)")
    }
  }
}
