/// The table of layers: one line per layer, nested models as a tree, variables beneath where they are asked for.
enum LayerTable {
  static func lines(of report: FileReport, options: TextOptions) -> [String] {
    var table = TextTable([
      .init("#", isNumber: true, leaves: 5), .init("layer", yields: true, narrowest: 20),
      .init("kind", yields: true, narrowest: 13),
      .init("output", leaves: 1),
      .init("parameters", isNumber: true), .init("trainable", isNumber: true, leaves: 4),
      .init("frozen", isNumber: true, leaves: 2), .init(fixedHeading(report), isNumber: true, leaves: 3),
      .init(""),
    ])
    let knowsTraining = report.totals.trainable != nil
    for layer in report.layers where isShown(layer, in: report, options: options) {
      let depth = depth(of: layer, in: report)
      table.rows.append(
        row(
          layer, depth: depth, report: report, knowsTraining: knowsTraining,
          showsVariables: options.variables))
      guard options.variables else { continue }
      for variable in layer.variables { table.rows.append(row(variable, of: layer, depth: depth + 1)) }
    }
    guard !table.rows.isEmpty else { return ["  no layer matches"] }
    return table.lines(width: options.width)
  }

  /// What no training changes is nearly always batch normalization's statistics, and then called by that name.
  private static func fixedHeading(_ report: FileReport) -> String {
    report.totals.nonTrainableParts.fixed == 0 ? "statistics" : "fixed"
  }

  private static func isShown(_ layer: LayerReport, in report: FileReport, options: TextOptions) -> Bool {
    if let select = options.select { return select.takes(layer.name, layer.address) }
    if let depth = options.depth, self.depth(of: layer, in: report) > depth { return false }
    return true
  }

  private static func depth(of layer: LayerReport, in report: FileReport) -> Int {
    var depth = 0
    var here = layer.parent
    while let parent = here, parent < report.layers.count, depth < 64 {
      depth += 1
      here = report.layers[parent].parent
    }
    return depth
  }

  private static func row(
    _ layer: LayerReport, depth: Int, report: FileReport, knowsTraining: Bool, showsVariables: Bool
  ) -> [String] {
    let fixed = fixed(below: layer, in: report)
    var frozen = ""
    var trainable = ""
    if layer.parameters > 0, let count = layer.trainableParameters, let rest = layer.nonTrainableParameters {
      trainable = Grouped.text(count)
      frozen = knowsTraining ? Grouped.text(rest - fixed) : ""
    }
    let output = layer.outputShapes?.first?.text ?? ""
    return [
      String(layer.index), String(repeating: "  ", count: depth) + DisplayWidth.harmless(layer.name),
      kind(layer, withAlternatives: showsVariables), output, Grouped.text(layer.parameters), trainable,
      // With variables beneath, each says its own state, and the columns that sum them up make room.
      showsVariables ? "" : frozen,
      layer.parameters > 0 && fixed > 0 && !showsVariables ? Grouped.text(fixed) : "",
      layer.verdict == .mismatch ? "deviates" : "",
    ]
  }

  /// The most likely class; the alternatives are shown where variables are asked for, since the doubt lies in them.
  private static func kind(_ layer: LayerReport, withAlternatives: Bool) -> String {
    // A layer without variables and without a name that tells has nothing by which its class could be known.
    if layer.kind.value == "unknown", layer.custom == nil, layer.parameters == 0 { return "" }
    let name = DisplayWidth.harmless(layer.shownKind)
    guard withAlternatives, layer.custom == nil, !layer.kind.alternatives.isEmpty else { return name }
    return ([name] + layer.kind.alternatives.map(DisplayWidth.harmless)).joined(separator: " or ")
  }

  private static func row(_ variable: VariableReport, of layer: LayerReport, depth: Int) -> [String] {
    let shape = variable.shape.isEmpty ? "scalar" : variable.shape.map(String.init).joined(separator: " x ")
    let role = DisplayWidth.harmless(variable.role.rawValue)
    let alternatives = variable.alternatives.map(\.rawValue).joined(separator: " or ")
    let state =
      variable.isMovingStatistic
      ? "statistic"
      : variable.isFixed ? "fixed" : variable.trainable.map { $0 ? "trainable" : "frozen" } ?? ""
    let expected = layer.expected?.variables.first { $0.role == variable.role }
    let comparison =
      expected.map { $0.shape == variable.shape ? "= " + $0.formula : "expected " + $0.formula } ?? ""
    return [
      "",
      String(repeating: "  ", count: depth) + role + (alternatives.isEmpty ? "" : " (or \(alternatives))"),
      variable.dtype, shape, Grouped.text(variable.parameters), state, "", "", comparison,
    ]
  }

  /// What no training changes of a layer and everything inside it.
  private static func fixed(below layer: LayerReport, in report: FileReport) -> Int {
    var sum = 0
    for other in report.layers[layer.index...] {
      guard other.index == layer.index || isInside(other, layer.index, report) else {
        if other.index > layer.index { break }
        continue
      }
      for variable in other.variables where variable.isFixed { sum &+= variable.countedParameters }
    }
    return sum
  }

  private static func isInside(_ layer: LayerReport, _ ancestor: Int, _ report: FileReport) -> Bool {
    var here = layer.parent
    while let parent = here, parent >= ancestor {
      if parent == ancestor { return true }
      here = report.layers[parent].parent
    }
    return false
  }
}
