/// Lays out rows in columns that fit a width: numbers to the right, names to the left. Where there is too little room
/// names yield first, then the least telling columns leave; what stays is whole.
struct TextTable {
  struct Column {
    var title: String
    var isNumber: Bool
    /// Whether its cells may be cut in the middle.
    var yields: Bool
    /// The width below which other columns leave rather than that this one yields.
    var narrowest: Int
    /// When it leaves a table that is too wide: 1 goes first; `nil` always stays.
    var leaves: Int?

    init(
      _ title: String, isNumber: Bool = false, yields: Bool = false, narrowest: Int = 8, leaves: Int? = nil
    ) {
      self.narrowest = narrowest
      self.leaves = leaves
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
    var used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    var widths = used.map { column in
      rows.reduce(DisplayWidth.of(columns[column].title)) { max($0, DisplayWidth.of($1[column])) }
    }
    while excess(of: widths, over: width) > spare(of: widths, used: used, isLast: false).reduce(0, +),
      let next = used.indices.filter({ columns[used[$0]].leaves != nil })
        .min(by: { columns[used[$0]].leaves ?? 0 < columns[used[$1]].leaves ?? 0 })
    {
      used.remove(at: next)
      widths.remove(at: next)
    }
    let excess = excess(of: widths, over: width)
    if excess > 0 { yield(excess, of: &widths, used: used) }
    let header = line(columns.map(\.title), used: used, widths: widths)
    return [header] + rows.map { line($0, used: used, widths: widths) }
  }

  private func excess(of widths: [Int], over width: Int) -> Int {
    2 + widths.reduce(0, +) + gap * max(0, widths.count - 1) - width
  }

  /// The width below which nobody would understand a name.
  private static let leastWidth = 8

  /// How many columns of the terminal each column can give up.
  ///
  /// - Parameter isLast: whether no other column can leave any more.
  private func spare(of widths: [Int], used: [Int], isLast: Bool) -> [Int] {
    used.indices.map { position in
      let column = columns[used[position]]
      guard column.yields else { return 0 }
      return max(
        0, widths[position] - (isLast ? min(TextTable.leastWidth, column.narrowest) : column.narrowest))
    }
  }

  /// Takes blanks from the columns that may yield, from the widest first: what is short stays readable.
  private func yield(_ excess: Int, of widths: inout [Int], used: [Int]) {
    var spare = spare(of: widths, used: used, isLast: false)
    if excess > spare.reduce(0, +) { spare = self.spare(of: widths, used: used, isLast: true) }
    let yielding = used.indices.filter { spare[$0] > 0 }.sorted { spare[$0] < spare[$1] }
    var room = max(0, yielding.reduce(0) { $0 + spare[$1] } - excess)
    for (position, column) in yielding.enumerated() {
      let kept = min(spare[column], room / (yielding.count - position))
      widths[column] -= spare[column] - kept
      room -= kept
    }
  }

  private func line(_ cells: [String], used: [Int], widths: [Int]) -> String {
    let blank = UInt8(ascii: " ")
    var text: [UInt8] = []
    text.reserveCapacity(widths.reduce(2) { $0 + gap + $1 })
    for (position, column) in used.enumerated() {
      var cell = cells[column]
      var width = DisplayWidth.of(cell)
      if width > widths[position] {
        cell = DisplayWidth.cut(cell, to: widths[position])
        width = DisplayWidth.of(cell)
      }
      text.append(blank, times: position == 0 ? 2 : gap)
      if columns[column].isNumber { text.append(blank, times: widths[position] - width) }
      text.append(contentsOf: cell.utf8)
      if !columns[column].isNumber { text.append(blank, times: widths[position] - width) }
    }
    let end = text.lastIndex { $0 != blank } ?? -1
    return String(decoding: text[...end], as: UTF8.self)
  }
}
