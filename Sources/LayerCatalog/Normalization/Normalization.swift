/// `Normalization`: shifts and divides by a mean and a variance that were measured on data beforehand (`adapt`).
struct Normalization: SignedLayer {
  var className: String { "Normalization" }

  /// None where mean and variance were given as settings.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    if let mean = settings["mean"], mean != .null { return LayerVariables() }
    var shape: [Int] = []
    // axis=None, one mean for everything, is written as null or as an empty list.
    if settings["axis"] != .null {
      let input = try inputs.single()
      for axis in try settings.axes("axis", rank: input.rank, default: [-1]).sorted() {
        shape.append(try input.known(axis: axis))
      }
    }
    return LayerVariables([
      try .init(checked: .mean, shape, trainable: false),
      try .init(checked: .variance, shape, trainable: false),
      .init(.count, [], trainable: false),
    ])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] {
    [
      Signature([.mean, .variance, .count]) { shapes in
        shapes[.mean] == shapes[.variance] && shapes[.count].isEmpty
          ? (shapes.isInteger(.count) ? 0.95 : 0.7) : 0
      }
    ]
  }

  var arguments: [LayerArgument] {
    [.axis, LayerArgument("mean", .text, "given in place of being measured")]
  }

  var example: LayerExample? {
    LayerExample(
      [:], inputs: [[nil, 224, 224, 3]],
      variables: [
        .init(.mean, [3], trainable: false), .init(.variance, [3], trainable: false),
        .init(.count, [], trainable: false),
      ], parameters: 7, outputs: [[nil, 224, 224, 3]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Shifts and divides its input by a mean and a variance measured on data beforehand.",
      symbols: [.init("c", "extent of axis")],
      variables: [
        .init(.mean, "c", "The mean that adapt measured; never trained."),
        .init(.variance, "c", "The variance that adapt measured; never trained."),
        .init(.count, "1", "How many examples adapt saw; Keras counts it as a parameter."),
      ],
      count: "2·c + 1",
      notes: [
        "With mean and variance given as settings there are no variables.",
        "EfficientNet's 7 non-trainable values beside its BatchNorm statistics are this layer's.",
      ])
  }
}

extension VariableRole {
  static let mean: VariableRole = "mean"
  static let variance: VariableRole = "variance"
  static let count: VariableRole = "count"
}
