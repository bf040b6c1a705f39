/// Lays out rows in columns that fit a width: numbers to the right, names to the left, and names yield first.
struct TextTable {
  struct Column {
    var title: String
    var isNumber: Bool
    /// Whether its cells may be cut in the middle.
    var yields: Bool
    /// The width below which its cells would no longer be understood.
    var narrowest: Int

    init(_ title: String, isNumber: Bool = false, yields: Bool = false, narrowest: Int = 8) {
      self.narrowest = narrowest
      self.title = title
      self.isNumber = isNumber
      self.yields = yields
    }
  }

  var columns: [Column]
  var rows: [[String]] = []
  /// Blanks in front of each column but the first.
  var gap = 2

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// The lines, indented by two; columns in which every cell is empty are left out.
  func lines(width: Int) -> [String] {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    var widths = used.map { column in
      rows.reduce(DisplayWidth.of(columns[column].title)) { max($0, DisplayWidth.of($1[column])) }
    }
    let excess = 2 + widths.reduce(0, +) + gap * max(0, used.count - 1) - width
    if excess > 0 { yield(excess, of: &widths, used: used) }
    let header = line(columns.map(\.title), used: used, widths: widths)
    return [header] + rows.map { line($0, used: used, widths: widths) }
  }

  /// Takes blanks from the columns that may yield, from the widest first: what is short stays readable.
  private func yield(_ excess: Int, of widths: inout [Int], used: [Int]) {
    let spare = used.indices.map {
      columns[used[$0]].yields ? max(0, widths[$0] - columns[used[$0]].narrowest) : 0
    }
    let yielding = used.indices.filter { spare[$0] > 0 }.sorted { spare[$0] < spare[$1] }
    var room = max(0, yielding.reduce(0) { $0 + spare[$1] } - excess)
    for (position, column) in yielding.enumerated() {
      let kept = min(spare[column], room / (yielding.count - position))
      widths[column] -= spare[column] - kept
      room -= kept
    }
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
