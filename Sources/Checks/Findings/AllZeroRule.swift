import LayerCatalog

/// Biases, betas and moving means begin as zeros, and may stay so where nothing pulls at them.
struct AllZeroRule: ValueRule {
  let id = "all-zero"
  let severity = ValueFinding.Severity.warn
  let title = "all zero"
  let why = "Nothing passes through such a layer, whatever comes into it."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      let (variable, figures) = (measured.variable, measured.figures)
      // The second factor of a low-rank adaptation begins as zeros, so that it changes nothing at first.
      guard variable.isKernel || variable.role == .gamma, variable.role != .loraKernelB,
        figures.zero == figures.count
      else { return nil }
      return finding(layer, [measured], "all \(figures.count.grouped) values are 0")
    }
  }
}
