/// `ConvLSTM1D`, `ConvLSTM2D`, `ConvLSTM3D`: an LSTM whose products are convolutions.
struct ConvolutionalLSTM: CompositeLayer {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String { Ranked.name(dimensions, "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D") }
  var inputArguments: [String] { ["sequences", "inputs", "initial_state"] }
  var partNames: [PartName] { [PartName("cell", legacyName: "conv_lstm_cell", className: "ConvLSTMCell")] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let step = try StepSequence(settings, inputs: inputs, rank: dimensions + 3).step
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let kernelSize = try settings.integers("kernel_size", rank: dimensions)
    let filters = try settings.integer("filters")
    let gates = try CheckedCounts.extent(4, filters)
    let channels = try step.known(axis: axes.channelAxis)
    var own = [try VariableSpecification(checked: .kernel, kernelSize + [channels, gates])]
    own.append(try .init(checked: .recurrentKernel, kernelSize + [filters, gates]))
    if try settings.bool("use_bias", default: true) { own.append(.init(.bias, [gates])) }
    return LayerVariables(parts: [
      LayerPart(
        attribute: "cell", className: "ConvLSTMCell", variables: LayerVariables(own),
        legacyName: "conv_lstm_cell")
    ])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let sequence = try StepSequence(settings, inputs: inputs, rank: dimensions + 3)
    let step = try Convolution(dimensions: dimensions).outputs(settings, inputs: [sequence.step])[0]
      .withoutBatch
    return try sequence.outputs(settings, step: step, states: [step, step])
  }

  /// At every step the input's convolution and, on the output's space, the state's.
  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let own = try? variables(settings, inputs: inputs).all, own.count > 1,
      let sequence = try? StepSequence(settings, inputs: inputs, rank: dimensions + 3),
      let axes = try? ImageAxes(settings, dimensions: dimensions),
      let step = try? Convolution(dimensions: dimensions).outputs(settings, inputs: [sequence.step]).first
    else { return nil }
    let factors: [Int?] = [own[0].count + own[1].count, sequence.steps]
    return CheckedCounts.product(factors + step.extents[axes.spatialAxes])
  }

  func readings(of stored: [StoredShape]) -> [RoleReading] {
    let rank = dimensions + 2
    let signatures = QuantizedSignatures.withAndWithoutBias([.kernel, .recurrentKernel, .bias]) { shapes in
      let kernel = shapes[.kernel]
      let recurrent = shapes[.recurrentKernel]
      guard kernel.count == rank, recurrent.count == rank, kernel.dropLast(2) == recurrent.dropLast(2),
        kernel[rank - 1] == recurrent[rank - 1],
        CheckedCounts.product([4, recurrent[rank - 2]]) == recurrent[rank - 1],
        shapes.lacks(.bias) || shapes[.bias] == kernel.suffix(1)
      else { return 0 }
      return 0.95
    }
    return signatures.compactMap { $0.reading(of: stored) }
  }

  var arguments: [LayerArgument] {
    [.filters] + LayerArgument.window + [.useBias, .returnSequences]
  }

  var example: LayerExample? {
    let kernel = [Int](repeating: 3, count: dimensions)
    let space = [Int?](repeating: 8, count: dimensions)
    return LayerExample(
      ["filters": 4, "kernel_size": 3, "padding": "same", "return_sequences": true],
      inputs: [TensorShape([nil, 5] + space + [2])],
      variables: [
        .init(.kernel, kernel + [2, 16]), .init(.recurrentKernel, kernel + [4, 16]), .init(.bias, [16]),
      ], parameters: dimensions == 1 ? 304 : dimensions == 2 ? 880 : 2608,
      outputs: [TensorShape([nil, 5] + space + [4])])
  }

  var explanation: LayerExplanation {
    let power = KernelPower.symbol(dimensions)
    return LayerExplanation(
      "An LSTM over a sequence of images: its four sums are convolutions of the step and of the state.",
      symbols: [
        .init("k", "side of the kernel"), .init("c", "channels of a step"), .init("f", "filters"),
      ],
      variables: [
        .init(
          .kernel, "\(power)·c·4·f",
          "Filters over the step, for the input gate, forget gate, candidate and output gate."),
        .init(.recurrentKernel, "\(power)·f·4·f", "Filters over the state carried over."),
        .init(.bias, "4·f", "One number for each sum; absent with use_bias=False."),
      ],
      count: "4·(\(power)·c·f + \(power)·f² + f)")
  }
}
