import KerasModels
import LayerCatalog

/// What stored variables add up to, by what they are for.
struct StoredCounts: Hashable {
  var weights = 0
  var bias = 0
  var gamma = 0
  var beta = 0
  /// Moving statistics, and whatever else no training changes.
  var moving = 0
  /// Values that are frozen, though training could change them; `nil` where the file does not tell.
  var frozen: Int? = 0

  var gammaBeta: Int { gamma &+ beta }
  var counts: Explanation.Counts {
    let weights = weights &+ bias
    return .init(weights: weights, trainable: weights &+ gammaBeta, all: weights &+ gammaBeta &+ moving)
  }

  init() {}

  /// A variable that is the same object as an earlier one adds nothing.
  init(_ variables: [Variable]) {
    for variable in variables where variable.sameAs == nil { add(variable) }
  }

  private mutating func add(_ variable: Variable) {
    let count = variable.parameters
    if variable.fixed {
      moving &+= count
      return
    }
    switch variable.role {
    case .bias: bias &+= count
    case .gamma: gamma &+= count
    case .beta: beta &+= count
    default: weights &+= count
    }
    switch variable.trainable {
    case true?: break
    case false?: frozen = frozen.map { $0 &+ count }
    case nil: frozen = nil
    }
  }

  static func + (one: StoredCounts, other: StoredCounts) -> StoredCounts {
    var sum = one
    sum.weights &+= other.weights
    sum.bias &+= other.bias
    sum.gamma &+= other.gamma
    sum.beta &+= other.beta
    sum.moving &+= other.moving
    sum.frozen = one.frozen.flatMap { frozen in other.frozen.map { frozen &+ $0 } }
    return sum
  }

  /// What a reader should know about frozen variables.
  var notes: [String] {
    switch frozen {
    case 0?: []
    case let frozen?:
      ["In this file \(Numerals.grouped(frozen)) of them are frozen (trainable=False)."]
    case nil:
      [
        "The file does not tell which variables are frozen: counts of trainable ones are those of none frozen."
      ]
    }
  }
}
