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

  var example: LayerExample? {
    LayerExample(
      ["axis": -1], inputs: [[nil, 56, 56, 64], [nil, 56, 56, 32]], outputs: [[nil, 56, 56, 96]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Puts its inputs side by side along an axis; their extents there add up.")
  }
}

/// `Dot`: products of two inputs, summed over one axis of each.
struct Dot: LayerDefinition {
  var className: String { "Dot" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard inputs.count == 2, inputs.allSatisfy({ $0.rank > 1 }) else { throw .inputs(expected: "two inputs") }
    let given = try settings.integerList("axes")
    guard let first = given.first, let last = given.last, given.count <= 2 else {
      throw .setting(name: "axes")
    }
    var extents: [Int?] = []
    for (input, axis) in zip(inputs, [first, last]) {
      let place = axis < 0 ? axis + input.rank : axis
      guard (1..<input.rank).contains(place) else { throw .setting(name: "axes") }
      var rest = input.extents
      rest.remove(at: place)
      extents += extents.isEmpty ? rest : Array(rest.dropFirst())
    }
    return [TensorShape(extents.count == 1 ? extents + [1] : extents)]
  }

  var example: LayerExample? {
    LayerExample(["axes": [2, 1]], inputs: [[nil, 3, 5], [nil, 5, 7]], outputs: [[nil, 3, 7]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Multiplies two inputs and sums over one axis of each.")
  }
}
