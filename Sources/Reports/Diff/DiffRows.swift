import Checks

/// The rows that comma-separated values and Markdown share: one per variable of each step.
public enum DiffRows {
  static let titles = [
    "before", "after", "layer_before", "layer_after", "by", "role", "shape", "status", "max_abs", "rel_l2",
    "cosine", "changed_values", "equal_after_rounding",
  ]

  static func rows(of report: DiffReport) -> [[String]] {
    var rows: [[String]] = []
    for layer in report.difference?.layers ?? [] {
      let names: [String] = [
        report.before.path, report.after.path, layer.before.flatMap { report.before.layer($0)?.name } ?? "",
        layer.after.flatMap { report.after.layer($0)?.name } ?? "", layer.by?.rawValue ?? "",
      ]
      for variable in layer.variables { rows.append(names + row(variable, of: layer, report)) }
    }
    return rows
  }

  private static func row(
    _ variable: VariableDifference, of layer: LayerDifference, _ report: DiffReport
  ) -> [String] {
    let extents = report.variable(variable, of: layer)?.shape.map { String($0) } ?? []
    return [
      variable.role.rawValue, extents.joined(separator: " x "), variable.status.rawValue,
      text(variable.largestChange), text(variable.relativeL2), text(variable.cosine),
      variable.changedValues.map { String($0) } ?? "", variable.equalAfterRounding.map { String($0) } ?? "",
    ]
  }

  /// The shortest digits that give the same number again.
  private static func text(_ number: Double?) -> String { number?.description ?? "" }

  /// Comma-separated values with their head.
  public static func commaSeparated(_ steps: [DiffReport]) -> String {
    CommaSeparated.line(titles) + steps.flatMap(rows).map(CommaSeparated.line).joined()
  }

  /// The story of each step and a table of what is not identical.
  public static func markdown(_ steps: [DiffReport]) -> String {
    steps.map { step -> String in
      var text =
        "## \(MarkdownTable.escaped(step.before.path)) to \(MarkdownTable.escaped(step.after.path))\n\n"
      for sentence in step.difference?.story ?? [] { text += "- \(MarkdownTable.escaped(sentence))\n" }
      let changed = rows(of: step).filter { $0[7] != DifferenceStatus.identical.rawValue }
      guard !changed.isEmpty else { return text }
      let shown = titles.dropFirst(2)
      text += "\n| " + shown.joined(separator: " | ") + " |\n|" + shown.map { _ in "---|" }.joined() + "\n"
      for row in changed {
        text += "| " + row.dropFirst(2).map(MarkdownTable.escaped).joined(separator: " | ") + " |\n"
      }
      return text
    }.joined(separator: "\n")
  }
}
