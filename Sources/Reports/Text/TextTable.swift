/// Lays out rows in columns that fit a width: numbers to the right, names to the left, and names yield first.
struct TextTable {
  struct Column {
    var title: String
    var isNumber: Bool
    /// Whether its cells may be cut in the middle.
    var yields: Bool

    init(_ title: String, isNumber: Bool = false, yields: Bool = false) {
      self.title = title
      self.isNumber = isNumber
      self.yields = yields
    }
  }

  var columns: [Column]
  var rows: [[String]] = []
  /// Blanks in front of each column but the first.
  var gap = 2
  private static let narrowest = 8

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// The lines, indented by two; columns in which every cell is empty are left out.
  func lines(width: Int) -> [String] {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    var widths = used.map { column in
      rows.reduce(DisplayWidth.of(columns[column].title)) { max($0, DisplayWidth.of($1[column])) }
    }
    var excess = widths.reduce(0, +) + gap * used.count - width
    for position in used.indices where excess > 0 && columns[used[position]].yields {
      let cut = min(excess, max(0, widths[position] - TextTable.narrowest))
      widths[position] -= cut
      excess -= cut
    }
    let header = line(columns.map(\.title), used: used, widths: widths)
    return [header] + rows.map { line($0, used: used, widths: widths) }
  }

  private func line(_ cells: [String], used: [Int], widths: [Int]) -> String {
    var text = ""
    for (position, column) in used.enumerated() {
      let cell = DisplayWidth.cut(cells[column], to: widths[position])
      let padding = String(repeating: " ", count: max(0, widths[position] - DisplayWidth.of(cell)))
      text += String(repeating: " ", count: position == 0 ? 2 : gap)
      text += columns[column].isNumber ? padding + cell : cell + padding
    }
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }
}
