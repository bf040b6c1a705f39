/// A Markdown table of a report's layers or variables.
public enum MarkdownTable {
  public static func text(of report: FileReport, _ content: TableContent) -> String {
    let titles = content.titles.dropFirst()
    var text = "## " + escaped(report.path) + "\n\n"
    text += "Parameters \(Grouped.text(report.totals.parameters))"
    if let trainable = report.totals.trainable { text += ", trainable \(Grouped.text(trainable))" }
    text += ", BatchNorm statistics \(Grouped.text(report.totals.nonTrainableParts.batchNormStatistics))\n\n"
    text += "| " + titles.joined(separator: " | ") + " |\n|" + titles.map { _ in "---|" }.joined() + "\n"
    for row in content.rows(of: report) {
      text += "| " + row.dropFirst().map(escaped).joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// A table with escaped cells.
  static func table(_ titles: [String], rows: [[String]]) -> String {
    var text = "| " + titles.joined(separator: " | ") + " |\n|" + titles.map { _ in "---|" }.joined() + "\n"
    for row in rows { text += "| " + row.map(escaped).joined(separator: " | ") + " |\n" }
    return text
  }

  /// Names come from strangers: what Markdown would obey is escaped.
  static func escaped(_ cell: String) -> String {
    var text = ""
    for scalar in DisplayWidth.harmless(cell).unicodeScalars {
      if "\\`*_{}[]<>#|!".unicodeScalars.contains(scalar) { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
