/// `Dense`: every unit reads every feature of the last axis.
struct Dense: SignedLayer {
  var className: String { "Dense" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single()
    guard input.rank > 1 else { throw .inputs(expected: "an axis of features") }
    let features = try input.known(axis: input.rank - 1)
    let units = try settings.integer("units")
    let projection = ProjectionVariables(
      kernel: [features, units], bias: try settings.bool("use_bias", default: true) ? [units] : nil,
      reducedAxes: [0], scale: [units])
    return LayerVariables(
      try projection.variables(Quantization(settings), loraRank: settings.optionalInteger("lora_rank")))
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    guard input.rank > 1 else { throw .inputs(expected: "an axis of features") }
    return [TensorShape(input.extents.dropLast() + [try settings.integer("units")])]
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let features = inputs.first?.extents.last, let output = outputs.first else { return nil }
    return CheckedCounts.product([features] + output.withoutBatch)
  }

  var signatures: [Signature] {
    let plain = [
      Signature([.kernel, .bias]) { shapes in
        let kernel = shapes[.kernel]
        return kernel.count == 2 && shapes[.bias] == kernel.suffix(1) && !shapes.isInteger(.kernel) ? 0.9 : 0
      },
      Signature([.kernel]) { shapes in shapes[.kernel].count == 2 && !shapes.isInteger(.kernel) ? 0.7 : 0 },
    ]
    return plain + QuantizedSignatures.projection(rank: 2, plausibility: 0.9)
  }

  var arguments: [LayerArgument] {
    [.units, .useBias, .loraRank]
  }

  var example: LayerExample? {
    LayerExample(
      ["units": 1000], inputs: [[nil, 1280]],
      variables: [.init(.kernel, [1280, 1000]), .init(.bias, [1000])], parameters: 1_281_000,
      outputs: [[nil, 1000]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Each unit is a weighted sum of all features of the input's last axis.",
      symbols: [.init("c", "features of the input's last axis"), .init("f", "units")],
      variables: [
        .init(.kernel, "c·f", "One weight for each feature and unit."),
        .init(.bias, "f", "One number per unit, added to the sum; absent with use_bias=False."),
      ],
      count: "c·f + f",
      notes: [
        "Only the last axis enters. After Flatten that axis is height · width · channels, so there the size of "
          + "the image does enter.",
        "quantize(\"int8\") adds one scale per unit, and kernel and scales are no longer trainable.",
      ],
      mistakes: ["Forgetting the bias: c·f instead of (c + 1)·f."])
  }
}
