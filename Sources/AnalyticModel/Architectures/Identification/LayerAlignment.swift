/// Which stored layer stands for which layer of an architecture, where the two sequences are not the same.
///
/// The pairs keep both orders; equal layers weigh most, layers of one form (kernel sides, number of variables) with
/// other channels less.
struct LayerAlignment: Hashable {
  struct Pair: Hashable {
    /// Index among the stored entries, `nil` for a layer that is missing.
    var stored: Int?
    /// Index among the architecture's layers with variables, `nil` for one more than it has.
    var expected: Int?
    var isEqual: Bool
    /// Whether nothing but channels differs.
    var hasSameForm: Bool
  }

  var pairs: [Pair] = []
  /// Equal layers have equal numbers.
  private var storedNumbers: [Int] = []
  private var expectedNumbers: [Int] = []

  var equal: Int { pairs.count { $0.isEqual } }
  /// Layers with other channels.
  var changed: Int { pairs.count { !$0.isEqual && $0.hasSameForm } }
  var additional: Int { pairs.count { $0.expected == nil } }

  /// Above this many cells the middle is paired by position: a table for two unlike networks helps nobody.
  private static let mostCells = 4_000_000

  /// - Parameters: for each layer the shapes of its variables.
  init(stored: [[[Int]]], expected: [[[Int]]]) {
    var numbering = Numbering()
    let stored = stored.map { numbering.number(of: $0) }
    let expected = expected.map { numbering.number(of: $0) }
    storedNumbers = stored
    expectedNumbers = expected
    var front = 0
    while front < stored.count, front < expected.count, stored[front] == expected[front] { front += 1 }
    var back = 0
    while back < stored.count - front, back < expected.count - front,
      stored[stored.count - 1 - back] == expected[expected.count - 1 - back]
    {
      back += 1
    }
    pairs.reserveCapacity(max(stored.count, expected.count))
    for index in 0..<front {
      pairs.append(Pair(stored: index, expected: index, isEqual: true, hasSameForm: true))
    }
    middle(
      stored, front..<(stored.count - back), expected, front..<(expected.count - back), forms: numbering.forms
    )
    for index in (0..<back).reversed() {
      pairs.append(
        Pair(
          stored: stored.count - 1 - index, expected: expected.count - 1 - index, isEqual: true,
          hasSameForm: true))
    }
  }

  private mutating func middle(
    _ stored: [Int], _ rows: Range<Int>, _ expected: [Int], _ columns: Range<Int>, forms: [Int]
  ) {
    let width = columns.count + 1
    guard !rows.isEmpty, !columns.isEmpty, rows.count < Self.mostCells / width else {
      for row in rows { pairs.append(Pair(stored: row, expected: nil, isEqual: false, hasSameForm: false)) }
      for column in columns {
        pairs.append(Pair(stored: nil, expected: column, isEqual: false, hasSameForm: false))
      }
      return
    }
    func weight(_ row: Int, _ column: Int) -> Int32 {
      if stored[row] == expected[column] { return Self.equalWeight }
      return forms[stored[row]] == forms[expected[column]] ? Self.formWeight : 0
    }
    // Where only channels differ, places count more than chance equalities between neighbouring blocks.
    if rows.count == columns.count, zip(rows, columns).allSatisfy({ weight($0, $1) > 0 }) {
      for (row, column) in zip(rows, columns) {
        pairs.append(
          Pair(stored: row, expected: column, isEqual: stored[row] == expected[column], hasSameForm: true))
      }
      return
    }
    // Scores of the best pairing of what follows, filled from the end so that the walk goes forwards.
    var scores = [Int32](repeating: 0, count: (rows.count + 1) * width)
    for row in rows.reversed() {
      for column in columns.reversed() {
        let place = (row - rows.lowerBound) * width + column - columns.lowerBound
        let weight = weight(row, column)
        let paired = weight > 0 ? weight + scores[place + width + 1] : 0
        scores[place] = max(paired, scores[place + width], scores[place + 1])
      }
    }
    var row = rows.lowerBound
    var column = columns.lowerBound
    while row < rows.upperBound || column < columns.upperBound {
      let place = (row - rows.lowerBound) * width + column - columns.lowerBound
      if row < rows.upperBound, column < columns.upperBound {
        let weight = weight(row, column)
        if weight > 0, scores[place] == weight + scores[place + width + 1] {
          pairs.append(
            Pair(stored: row, expected: column, isEqual: weight == Self.equalWeight, hasSameForm: true))
          row += 1
          column += 1
          continue
        }
      }
      if column == columns.upperBound || (row < rows.upperBound && scores[place] == scores[place + width]) {
        pairs.append(Pair(stored: row, expected: nil, isEqual: false, hasSameForm: false))
        row += 1
      } else {
        pairs.append(Pair(stored: nil, expected: column, isEqual: false, hasSameForm: false))
        column += 1
      }
    }
  }

  /// Moves runs of missing or additional layers to the start of a block, where equal layers before them leave a
  /// choice of which of them it is that is missing.
  /// - Parameter starts: indices of the architecture's layers that begin a block.
  mutating func settle(starts: Set<Int>) {
    var index = 0
    while index < pairs.count {
      let isMissing = pairs[index].stored == nil
      guard isMissing || pairs[index].expected == nil else {
        index += 1
        continue
      }
      let end =
        pairs[index...].firstIndex { isMissing ? $0.stored != nil : $0.expected != nil } ?? pairs.count
      settle(index..<end, isMissing: isMissing, starts: starts)
      index = end
    }
  }

  private mutating func settle(_ run: Range<Int>, isMissing: Bool, starts: Set<Int>) {
    func isSettled(_ first: Int) -> Bool {
      if isMissing { return pairs[first].expected.map(starts.contains) ?? true }
      guard first > 0, let before = pairs[first - 1].expected else { return true }
      return starts.contains(before + 1)
    }
    var shift = 0
    while !isSettled(run.lowerBound - shift) {
      let before = run.lowerBound - shift - 1
      guard before >= 0, pairs[before].isEqual, let last = number(run.upperBound - 1 - shift, isMissing),
        number(before, isMissing) == last
      else { return }
      shift += 1
    }
    guard shift > 0 else { return }
    // The equal layers in front of the run pair with its end instead.
    let stored = pairs[(run.lowerBound - shift)..<run.upperBound].compactMap(\.stored)
    let expected = pairs[(run.lowerBound - shift)..<run.upperBound].compactMap(\.expected)
    let gap = run.count
    for offset in 0..<(gap + shift) {
      let place = run.lowerBound - shift + offset
      if offset < gap {
        pairs[place] = Pair(
          stored: isMissing ? nil : stored[offset], expected: isMissing ? expected[offset] : nil,
          isEqual: false, hasSameForm: false)
      } else {
        pairs[place] = Pair(
          stored: stored[isMissing ? offset - gap : offset],
          expected: expected[isMissing ? offset : offset - gap], isEqual: true, hasSameForm: true)
      }
    }
  }

  /// Puts layers that are missing and layers that stand in their place together, one by one.
  mutating func join() {
    var joined: [Pair] = []
    joined.reserveCapacity(pairs.count)
    var rest = pairs[...]
    while let first = rest.first {
      let run = rest.prefix { $0.stored == nil || $0.expected == nil }
      guard !run.isEmpty else {
        joined.append(first)
        rest.removeFirst()
        continue
      }
      rest.removeFirst(run.count)
      let stored = run.compactMap(\.stored)
      let expected = run.compactMap(\.expected)
      for (one, other) in zip(stored, expected) {
        joined.append(Pair(stored: one, expected: other, isEqual: false, hasSameForm: false))
      }
      for one in stored.dropFirst(expected.count) {
        joined.append(Pair(stored: one, expected: nil, isEqual: false, hasSameForm: false))
      }
      for other in expected.dropFirst(stored.count) {
        joined.append(Pair(stored: nil, expected: other, isEqual: false, hasSameForm: false))
      }
    }
    pairs = joined
  }

  /// Leaves the first layers only, which are equal, and calls everything behind them missing: a network that was cut.
  mutating func cut(behind kept: Int, of expected: Int) {
    pairs.removeSubrange(kept...)
    for index in kept..<expected {
      pairs.append(Pair(stored: nil, expected: index, isEqual: false, hasSameForm: false))
    }
  }

  private func number(_ place: Int, _ isMissing: Bool) -> Int? {
    isMissing
      ? pairs[place].expected.map { expectedNumbers[$0] } : pairs[place].stored.map { storedNumbers[$0] }
  }

  private static let equalWeight: Int32 = 4
  private static let formWeight: Int32 = 2

  /// Gives equal lists of shapes equal numbers, and knows the form of each number.
  private struct Numbering {
    private var numbers: [[[Int]]: Int] = [:]
    private var formNumbers: [[Int]: Int] = [:]
    private(set) var forms: [Int] = []

    mutating func number(of shapes: [[Int]]) -> Int {
      if let known = numbers[shapes] { return known }
      let number = forms.count
      numbers[shapes] = number
      // What stays when channels change: ranks, the sides of kernels, whether a kernel is depthwise.
      let form = shapes.flatMap { shape in
        shape.count == 4 ? [4, shape[0], shape[1], shape[3] == 1 ? 1 : 0] : [shape.count]
      }
      let next = formNumbers.count
      let formNumber = formNumbers[form, default: next]
      formNumbers[form] = formNumber
      forms.append(formNumber)
      return number
    }
  }
}
