/// `PReLU`: a ReLU whose slope for negative values is learned.
struct PReLU: SignedLayer {
  var className: String { "PReLU" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single()
    let shared =
      settings["shared_axes"] == nil ? [] : try settings.axes("shared_axes", rank: input.rank, default: [])
    var shape: [Int] = []
    for axis in 1..<max(input.rank, 1) {
      shape.append(shared.contains(axis) ? 1 : try input.known(axis: axis))
    }
    return LayerVariables([try .init(checked: .alpha, shape)])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] {
    [
      Signature([.alpha]) { shapes in
        let shape = shapes[.alpha]
        guard !shape.isEmpty, shape.count < 6, !shapes.isInteger(.alpha) else { return 0 }
        // Shared axes have extent 1; a vector is a slope per feature, or one of many other things.
        if shape.count == 1 { return 0.2 }
        guard shape.dropLast().allSatisfy({ $0 == 1 }) else { return 0.25 }
        return shape.last == 1 ? 0.3 : 0.7
      }
    ]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("shared_axes", .integers, "axes that share a slope, such as 1,2")]
  }

  var example: LayerExample? {
    LayerExample(
      ["shared_axes": [1, 2]], inputs: [[nil, 4, 4, 5]], variables: [.init(.alpha, [1, 1, 5])], parameters: 5,
      outputs: [[nil, 4, 4, 5]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Multiplies negative values by slopes that are learned.",
      symbols: [.init("h, w, c", "extents of the input")],
      variables: [
        .init(.alpha, "h·w·c", "A slope for each value of the input; 1 in place of each shared axis.")
      ],
      count: "h·w·c, or c with shared_axes=[1, 2]",
      notes: [
        "Without shared_axes height and width enter the count, because each position has slopes of its own."
      ],
      mistakes: ["Counting one slope per channel where shared_axes is not set."])
  }
}

extension VariableRole {
  static let alpha: VariableRole = "alpha"
}
