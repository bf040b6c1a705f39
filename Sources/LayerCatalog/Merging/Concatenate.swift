/// `Concatenate`: puts its inputs side by side along one axis.
struct Concatenate: LayerDefinition {
  var className: String { "Concatenate" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard let first = inputs.first else { throw .inputs(expected: "at least one input") }
    let axes = try settings.axes("axis", rank: first.rank, default: [-1])
    guard axes.count == 1 else { throw .setting(name: "axis") }
    return [try Concatenate.joined(inputs, axis: axes[0])]
  }

  static func joined(_ inputs: [TensorShape], axis: Int) throws(PredictionFailure) -> TensorShape {
    guard var joined = inputs.first else { throw .inputs(expected: "at least one input") }
    var sum: Int? = 0
    for input in inputs {
      guard input.rank == joined.rank else { throw .inputs(expected: "inputs of equal rank") }
      if let known = sum, let extent = input.extents[axis] {
        sum = try CheckedCounts.sum(known, extent)
      } else {
        sum = nil
      }
      for place in input.extents.indices where place != axis {
        guard let extent = input.extents[place] else { continue }
        guard joined.extents[place] == nil || joined.extents[place] == extent else {
          throw .inputs(expected: "equal extents on axis \(place)")
        }
        joined.extents[place] = extent
      }
    }
    joined.extents[axis] = sum
    return joined
  }

  var arguments: [LayerArgument] {
    [.axis]
  }

  var example: LayerExample? {
    LayerExample(
      ["axis": -1], inputs: [[nil, 56, 56, 64], [nil, 56, 56, 32]], outputs: [[nil, 56, 56, 96]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Puts its inputs side by side along an axis; their extents there add up.")
  }
}
