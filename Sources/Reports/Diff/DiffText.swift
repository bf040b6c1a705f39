import Checks

extension DiffReport {
  /// The difference for people: what happened, then the layers that are not what they were.
  ///
  /// - Parameter showsIdentical: whether layers that did not change are listed too.
  public func text(width: Int, showsIdentical: Bool = false) -> String {
    guard let difference else { return "" }
    var lines = DiffHeading.lines(of: self, width: width) + [""]
    for sentence in difference.story {
      lines += Wrapping.lines("  " + DisplayWidth.harmless(sentence), width: width, indent: 2)
    }
    let table = DiffTable.lines(of: self, difference, width: width, showsIdentical: showsIdentical)
    if !table.isEmpty { lines += [""] + table }
    for (path, notes) in [(before.path, difference.notesBefore), (after.path, difference.notesAfter)] {
      for note in notes {
        let words = path + ": " + note.message + (note.place.map { " (\($0))" } ?? "")
        lines += Wrapping.lines("  note: " + DisplayWidth.harmless(words), width: width, indent: 8)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Both files, one under the other.
enum DiffHeading {
  static func lines(of report: DiffReport, width: Int) -> [String] {
    [("before", report.before), ("after ", report.after)].flatMap { word, entry -> [String] in
      let path = "\(word)  \(DisplayWidth.harmless(entry.path))"
      guard case .report(let file) = entry else { return [path] }
      var words = file.container.layout.words
      if let version = file.container.kerasVersion { words += ", Keras " + DisplayWidth.harmless(version) }
      words += ", " + ByteSize.text(file.bytes)
      let line = path + "   " + words
      return DisplayWidth.of(line) <= width ? [line] : [path, "        " + words]
    }
  }
}

/// The layers that are not what they were, with their variables.
enum DiffTable {
  static func lines(
    of report: DiffReport, _ difference: ModelDifference, width: Int, showsIdentical: Bool
  ) -> [String] {
    var table = TextTable([
      .init("layer", yields: true, narrowest: 18), .init("status"), .init("change", isNumber: true),
      .init("largest", isNumber: true, leaves: 2), .init("cosine", isNumber: true, leaves: 1),
      .init("values changed", isNumber: true, leaves: 3),
      .init("", yields: true, narrowest: 12),
    ])
    if difference.areUnrelated, !showsIdentical {
      return Wrapping.lines(Self.counts(difference), width: width, indent: 2)
    }
    for layer in difference.layers where showsIdentical || !layer.isIdentical {
      table.rows.append(row(layer, report))
      guard !layer.isIdentical, layer.before != nil, layer.after != nil else { continue }
      for variable in layer.variables where showsIdentical || variable.status != .identical {
        table.rows.append(row(variable, of: layer, report))
      }
    }
    guard !table.rows.isEmpty else { return [] }
    var lines = table.lines(width: width)
    let hidden = difference.layers.count(where: \.isIdentical)
    if !showsIdentical, hidden > 0 {
      lines += Wrapping.lines(
        "  \(Grouped.text(hidden)) identical \(hidden == 1 ? "layer" : "layers") left out (--all shows them)",
        width: width, indent: 2)
    }
    return lines
  }

  /// A list of what is not there would tell nothing where the models have hardly anything in common.
  private static func counts(_ difference: ModelDifference) -> String {
    let (added, removed) = (difference.summary.added, difference.summary.removed)
    return "  \(Grouped.text(added)) \(added == 1 ? "layer is" : "layers are") in the later file only, "
      + "\(Grouped.text(removed)) in the earlier (--all lists them)"
  }

  private static func row(_ layer: LayerDifference, _ report: DiffReport) -> [String] {
    var remark = ""
    if let by = layer.by, by != .name, let index = layer.before, let earlier = report.before.layer(index) {
      let name = DisplayWidth.harmless(earlier.name)
      remark = earlier.name == report.name(of: layer) ? "by \(by.rawValue)" : "was \(name), by \(by.rawValue)"
    }
    return [DisplayWidth.harmless(report.name(of: layer)), layer.status.rawValue, "", "", "", "", remark]
  }

  private static func row(
    _ variable: VariableDifference, of layer: LayerDifference, _ report: DiffReport
  ) -> [String] {
    let later = report.variable(variable, of: layer)
    var changed = ""
    if let count = variable.changedValues, variable.status != .identical, let later {
      changed = "\(Grouped.text(count)) of \(Grouped.text(later.storedValues))"
    }
    let isMeasured = variable.status != .identical
    return [
      "  " + DisplayWidth.harmless(variable.role.rawValue), variable.status.rawValue,
      isMeasured ? variable.relativeL2.map { SignificantDigits.percent($0) } ?? "" : "",
      isMeasured ? variable.largestChange.map { SignificantDigits.text($0) } ?? "" : "",
      isMeasured ? variable.cosine.map { SignificantDigits.cosine($0) } ?? "" : "", changed,
      remark(variable, of: layer, report),
    ]
  }

  private static func remark(
    _ variable: VariableDifference, of layer: LayerDifference, _ report: DiffReport
  ) -> String {
    guard let one = layer.before, let first = variable.before,
      let earlier = report.before.layer(one)?.variables.at(first),
      let later = report.variable(variable, of: layer)
    else { return "" }
    func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "x") }
    switch variable.status {
    case .retyped:
      if earlier.shape != later.shape {
        return "to \(DisplayWidth.harmless(later.dtype)), \(text(later.shape)): two values to a byte"
      }
      return "to \(DisplayWidth.harmless(later.dtype))"
        + (variable.equalAfterRounding == true
          ? "" : variable.offSteps == 0 ? ", by its scale" : ", not by rounding")
    case .reshaped:
      return "\(text(earlier.shape)) to \(text(later.shape))"
        + (variable.commonShape.map { ", first \(text($0)) unchanged" } ?? "")
    case .transposed:
      return "axes " + (variable.axes ?? []).map(String.init).joined(separator: ", ")
    case .notCompared: return DisplayWidth.harmless(variable.reason ?? "")
    default:
      if variable.newNaN > 0 { return "\(Grouped.text(variable.newNaN)) new NaN" }
      return variable.goneNaN > 0 ? "\(Grouped.text(variable.goneNaN)) NaN gone" : ""
    }
  }
}

extension SignificantDigits {
  /// A relative size with three digits, in percent or as a multiple.
  static func percent(_ share: Double) -> String {
    share < 10 ? text(share * 100) + " %" : text(share) + " x"
  }

  /// A cosine near 1 by its distance from it: `1-2e-07`.
  static func cosine(_ cosine: Double) -> String {
    let distance = 1 - cosine
    guard distance > 0, distance < 1e-3 else { return text(cosine) }
    return "1-" + text(distance)
  }
}
