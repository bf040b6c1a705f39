import LayerCatalog

/// Recurrent kernels begin as orthogonal matrices: rows or columns, whichever are fewer, of length 1.
struct OrthogonalKernelRule: ValueRule {
  let id = "recurrent-kernel-looks-initial"
  let severity = ValueFinding.Severity.info
  let title = "recurrent kernels that look freshly initialised"
  let why = "They have the norm of an orthogonal matrix, which training changes at once."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      let (variable, figures) = (measured.variable, measured.figures)
      guard variable.role == .recurrentKernel, variable.shape.count == 2, figures.count >= 16,
        NumberFormat(variable.type, dtype: variable.dtype) == .float32, let l2 = figures.l2
      else { return nil }
      let expected = Double(min(variable.shape[0], variable.shape[1]))
      // Keras computes it in float32.
      guard abs(l2 * l2 - expected) <= 2e-6 * expected else { return nil }
      return finding(
        layer, [measured],
        "the squares add up to \(min(variable.shape[0], variable.shape[1])), as in an orthogonal matrix")
    }
  }
}
