/// The rows of statistics that comma-separated values and Markdown share: one per variable.
enum StatsRows {
  static let titles = [
    "path", "layer", "kind", "role", "address", "shape", "dtype", "count", "finite", "nan", "inf", "zero",
    "min",
    "max", "mean", "std", "l2", "sha256", "remarks",
  ]

  static func rows(of report: FileReport) -> [[String]] {
    report.layers.flatMap { layer in layer.variables.map { row($0, of: layer, path: report.path) } }
  }

  private static func row(_ variable: VariableReport, of layer: LayerReport, path: String) -> [String] {
    let stats = variable.stats
    return [
      path, layer.name, layer.kind.value, variable.role.rawValue, variable.address,
      variable.shape.map(String.init).joined(separator: " x "), variable.dtype, text(stats?.count),
      text(stats?.finite), text(stats?.nan), text(stats?.infinite), text(stats?.zero), text(stats?.minimum),
      text(stats?.maximum), text(stats?.mean), text(stats?.standardDeviation), text(stats?.l2),
      stats?.sha256 ?? "", stats?.remarks.map { "\($0.id): \($0.message)" }.joined(separator: "; ") ?? "",
    ]
  }

  private static func text(_ number: Int?) -> String { number.map(String.init) ?? "" }

  /// The shortest digits that give the same number again.
  private static func text(_ number: Double?) -> String { number.map(\.description) ?? "" }
}
