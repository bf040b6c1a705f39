/// `EinsumDense`: a product of input and kernel as an einsum equation writes it.
struct EinsumDense: SignedLayer {
  var className: String { "EinsumDense" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let product = try EinsumProduct(settings, input: inputs.single())
    return LayerVariables(
      try product.projection.variables(
        Quantization(settings), loraRank: settings.optionalInteger("lora_rank")))
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try EinsumProduct(settings, input: inputs.single()).output]
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let input = inputs.first, let product = try? EinsumProduct(settings, input: input),
      let rows = CheckedCounts.product(product.reducedAxes.map { product.kernel[$0] })
    else { return nil }
    return CheckedCounts.product([rows] + product.output.withoutBatch)
  }

  var signatures: [Signature] {
    let plain = QuantizedSignatures.withAndWithoutBias([.kernel, .bias]) { shapes in
      let kernel = shapes[.kernel]
      guard (2...6).contains(kernel.count), !shapes.isInteger(.kernel) else { return 0 }
      if !shapes.lacks(.bias) {
        let bias = shapes[.bias]
        guard !bias.isEmpty, bias.count < kernel.count, bias == kernel.suffix(bias.count) else { return 0 }
        // A bias with two axes belongs to nothing else: heads of attention.
        if bias.count > 1 { return 0.9 }
      }
      return kernel.count == 2 ? 0.15 : 0.2
    }
    return plain + QuantizedSignatures.projection(rank: nil, plausibility: 0.4)
  }

  var arguments: [LayerArgument] {
    [
      LayerArgument("equation", .text, "such as abc,cde->abde", isRequired: true),
      LayerArgument("output_shape", .integers, "without the batch, such as None,3,4", isRequired: true),
      LayerArgument("bias_axes", .text, "letters of the output that the bias has"), .loraRank,
    ]
  }

  var example: LayerExample? {
    LayerExample(
      ["equation": "abc,cde->abde", "output_shape": [nil, 3, 4], "bias_axes": "de"], inputs: [[nil, 9, 5]],
      variables: [.init(.kernel, [5, 3, 4]), .init(.bias, [3, 4])], parameters: 72, outputs: [[nil, 9, 3, 4]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Multiplies its input with a kernel along the axes that its equation names.",
      symbols: [.init("abc,cde->abde", "the equation: input, kernel, output")],
      variables: [
        .init(.kernel, "c·d·e", "One extent for each letter of the equation's second operand."),
        .init(.bias, "d·e", "One extent for each letter in bias_axes; absent without it."),
      ],
      count: "c·d·e + d·e",
      notes: ["A letter's extent comes from the input where the input has it, else from output_shape."])
  }
}
