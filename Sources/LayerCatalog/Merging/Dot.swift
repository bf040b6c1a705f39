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
