/// The rows that comma-separated values and Markdown share: one per layer, or one per variable.
enum LayerRows {
  static let layerTitles = [
    "path", "index", "parent", "name", "kind", "address", "parameters", "trainable_parameters",
    "non_trainable_parameters", "output_shape", "verdict",
  ]
  static let variableTitles = [
    "path", "layer", "kind", "role", "address", "shape", "dtype", "parameters", "bytes", "trainable", "fixed",
    "same_as",
  ]

  static func rows(of report: FileReport, variables: Bool) -> [[String]] {
    guard variables else { return report.layers.map { row($0, path: report.path) } }
    return report.layers.flatMap { layer in layer.variables.map { row($0, of: layer, path: report.path) } }
  }

  private static func row(_ layer: LayerReport, path: String) -> [String] {
    [
      path, String(layer.index), layer.parent.map(String.init) ?? "", layer.name, layer.kind.value,
      layer.address ?? "", String(layer.parameters), layer.trainableParameters.map(String.init) ?? "",
      layer.nonTrainableParameters.map(String.init) ?? "", layer.outputShapes?.first?.text ?? "",
      layer.verdict?.rawValue ?? "",
    ]
  }

  private static func row(_ variable: VariableReport, of layer: LayerReport, path: String) -> [String] {
    [
      path, layer.name, layer.kind.value, variable.role.rawValue, variable.address,
      variable.shape.map(String.init).joined(separator: " x "), variable.dtype, String(variable.parameters),
      String(variable.bytes), variable.trainable.map(String.init) ?? "", String(variable.isFixed),
      variable.sameAs ?? "",
    ]
  }
}
