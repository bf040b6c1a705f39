import Checks

/// More than two files: the path of change, layer by layer.
public enum DiffSeries {
  /// The story of every step, then a table with a column per step.
  public static func text(_ series: SeriesReport, width: Int) -> String {
    let steps = series.steps
    var lines: [String] = []
    for (number, step) in steps.enumerated() {
      lines += heading(number + 1, step, width: width)
      let sentences = step.difference?.story ?? [uncompared(step)]
      for sentence in sentences {
        lines += Wrapping.lines("   " + DisplayWidth.harmless(sentence), width: width, indent: 3)
      }
      lines.append("")
    }
    let same = sameWeights(series).flatMap {
      Wrapping.lines("  " + DisplayWidth.harmless($0), width: width, indent: 2)
    }
    if !same.isEmpty { lines += same + [""] }
    lines += table(steps, width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  /// A sentence for each group of files that hold the same.
  private static func sameWeights(_ series: SeriesReport) -> [String] {
    series.sameWeights.map { group in
      let names = group.compactMap(series.path(of:))
      return "The same weights are in " + names.dropLast().joined(separator: ", ")
        + " and \(names.last ?? "")."
    }
  }

  /// Both files of a step, on a line each where one is too short for them.
  private static func heading(_ number: Int, _ step: DiffReport, width: Int) -> [String] {
    let before = "\(number)  " + DisplayWidth.harmless(step.before.path)
    let after = "to " + DisplayWidth.harmless(step.after.path)
    let line = before + " " + after
    return DisplayWidth.of(line) <= width ? [line] : [before, "   " + after]
  }

  private static func uncompared(_ step: DiffReport) -> String {
    let unread = [step.before, step.after].compactMap { entry -> String? in
      if case .failure(let failure) = entry { failure.path } else { nil }
    }
    return "Not compared: \(unread.joined(separator: ", ")) could not be read."
  }

  /// Layers by name, in the order in which they first appear.
  private static func table(_ steps: [DiffReport], width: Int) -> [String] {
    var names: [String] = []
    var cells: [String: [Int: String]] = [:]
    for (number, step) in steps.enumerated() {
      for layer in step.difference?.layers ?? [] {
        let name = step.name(of: layer)
        if cells[name] == nil { names.append(name) }
        cells[name, default: [:]][number] = cell(layer)
      }
    }
    // A row in which nothing ever happens tells nothing.
    let moving = names.filter { name in cells[name]?.values.contains { $0 != unchanged } == true }
    let compared = steps.count { $0.difference != nil }
    guard !moving.isEmpty else {
      return compared == steps.count
        ? ["  no layer changed in any step"]
        : compared == 0 ? [] : ["  no layer changed in a step that was compared"]
    }
    // Columns that do not fit are given in further tables.
    let perTable = max(1, (width - 24) / 12)
    var lines: [String] = []
    for start in stride(from: 0, to: steps.count, by: perTable) {
      let shown = Array(start..<min(start + perTable, steps.count))
      var table = TextTable(
        [.init("layer", yields: true, narrowest: 18)] + shown.map { .init("step \($0 + 1)", isNumber: true) })
      table.rows = moving.map { name in
        [DisplayWidth.harmless(name)]
          + shown.map { steps[$0].difference == nil ? "?" : cells[name]?[$0] ?? "" }
      }
      lines += table.lines(width: width)
    }
    if moving.count < names.count {
      lines.append("  \(Grouped.text(names.count - moving.count)) layers that never changed are left out")
    }
    return lines
  }

  private static let unchanged = "="

  /// The largest relative change of a variable, or what else happened.
  private static func cell(_ layer: LayerDifference) -> String {
    switch layer.status {
    case .identical: return unchanged
    case .changed:
      if layer.variables.contains(where: { $0.newNaN > 0 }) { return "NaN" }
      if layer.variables.contains(where: { $0.goneNaN > 0 }) { return "NaN gone" }
      let largest = layer.variables.compactMap(\.relativeL2).max()
      return largest.map { SignificantDigits.percent($0) } ?? "changed"
    default: return layer.status.rawValue
    }
  }
}
