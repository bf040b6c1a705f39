/// How an optimizer lays out its slots over the variables that it trains.
///
/// Measured with Keras 3.15.1 and tf_keras 2.21.0: `use_ema` and `gradient_accumulation_steps` put a run of one slot per
/// variable in front, AMSGrad one behind, and RMSprop keeps whole runs.
enum SlotPattern: Hashable, Sendable {
  /// Runs of one slot per variable, then so many slots of each variable together, then runs again.
  case runs(before: Int, together: Int, after: Int)
  /// Adafactor: the means of rows and columns, then the whole. Keras 3 puts scalars in the place of rows and columns
  /// where there are none, Keras 2 nothing.
  case factored
  /// Muon: one slot for matrices, two as of Adam for everything else.
  case oneForMatrices

  /// Those of a class; of any class where it is not known.
  static func patterns(of optimizer: String?) -> [SlotPattern] {
    switch optimizer {
    case "SGD", "Lion", "Adagrad": runs(1...3)
    case "RMSprop": runs(1...5)
    case "Adam", "AdamW": together(2, after: 0...1)
    case "Adamax", "Nadam", "Lamb", "Adadelta", "Ftrl": together(2, after: 0...0)
    case "Adafactor": [.factored]
    case "Muon": [.oneForMatrices] + together(2, after: 0...0)
    default: runs(1...5) + together(2, after: 0...1) + [.factored, .oneForMatrices]
    }
  }

  private static func runs(_ counts: ClosedRange<Int>) -> [SlotPattern] {
    counts.map { .runs(before: $0, together: 0, after: 0) }
  }

  private static func together(_ count: Int, after: ClosedRange<Int>) -> [SlotPattern] {
    after.flatMap { after in (0...2).map { .runs(before: $0, together: count, after: after) } }
  }

  /// The shapes of the variables that slots of these shapes belong to; `nil` where they do not have this pattern.
  func variables(of slots: [[Int]]) -> [[Int]]? {
    switch self {
    case .runs(let before, let together, let after):
      SlotPattern.variables(of: slots, before: before, together: together, after: after)
    case .factored: SlotPattern.factored(slots)
    case .oneForMatrices: SlotPattern.oneForMatrices(slots)
    }
  }

  private static func variables(of slots: [[Int]], before: Int, together: Int, after: Int) -> [[Int]]? {
    let each = before + together + after
    guard each > 0, !slots.isEmpty, slots.count % each == 0 else { return nil }
    let count = slots.count / each
    let middle = before * count
    let variables = (0..<count).map { before > 0 ? slots[$0] : slots[middle + $0 * together] }
    for (position, shape) in variables.enumerated() {
      for run in 0..<before where slots[run * count + position] != shape { return nil }
      for slot in 0..<together where slots[middle + position * together + slot] != shape { return nil }
      for run in 0..<after where slots[middle + together * count + run * count + position] != shape {
        return nil
      }
    }
    return variables
  }

  private static func factored(_ slots: [[Int]]) -> [[Int]]? {
    var variables: [[Int]] = []
    var next = 0
    while next < slots.count {
      let isTriple = next + 2 < slots.count
      if isTriple, slots[next].isEmpty, slots[next + 1].isEmpty {
        next += 2
      } else if isTriple, slots[next + 2].count >= 2, slots[next] == Array(slots[next + 2].dropLast()),
        slots[next + 1] == slots[next + 2].dropLast(2) + slots[next + 2].suffix(1)
      {
        next += 2
      } else if slots[next].count >= 2 {
        return nil
      }
      variables.append(slots[next])
      next += 1
    }
    return variables
  }

  private static func oneForMatrices(_ slots: [[Int]]) -> [[Int]]? {
    var variables: [[Int]] = []
    var next = 0
    while next < slots.count {
      let shape = slots[next]
      variables.append(shape)
      next += 1
      guard shape.count < 2 else { continue }
      guard next < slots.count, slots[next] == shape else { return nil }
      next += 1
    }
    return variables
  }
}
