/// `CuDNNGRU`, `CuDNNLSTM` of TensorFlow 1: the biases of input and state lie in one vector, one behind the other.
struct CuDNNRecurrent: SignedLayer {
  let unit: RecurrentUnit

  var className: String { unit == .gru ? "CuDNNGRU" : "CuDNNLSTM" }

  /// READ tf_keras/src/layers/rnn/cudnn_lstm.py, cudnn_gru.py 2.21.0: bias of 8·u and of 6·u, always there.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let features = try StepSequence(settings, inputs: inputs, rank: 3).shape.known(axis: 2)
    let units = try settings.integer("units")
    let columns = try CheckedCounts.extent(unit.gates, units)
    return LayerVariables([
      try .init(checked: .kernel, [features, columns]),
      try .init(checked: .recurrentKernel, [units, columns]),
      .init(.bias, [try CheckedCounts.extent(2, columns)]),
    ])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    try RecurrentLayer(unit: unit).outputs(settings, inputs: inputs)
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    RecurrentLayer(unit: unit).multiplyAccumulates(settings, inputs: inputs, outputs: outputs)
  }

  var signatures: [Signature] {
    let gates = unit.gates
    return [
      Signature([.kernel, .recurrentKernel, .bias]) { shapes in
        let kernel = shapes[.kernel]
        let recurrent = shapes[.recurrentKernel]
        guard kernel.count == 2, recurrent.count == 2, kernel[1] == recurrent[1],
          CheckedCounts.product([gates, recurrent[0]]) == recurrent[1],
          let biases = CheckedCounts.product([2, kernel[1]]), shapes[.bias] == [biases]
        else { return 0 }
        return 0.95
      }
    ]
  }

  var arguments: [LayerArgument] {
    [.units, .returnSequences]
  }

  var example: LayerExample? {
    let columns = unit.gates * 4
    return LayerExample(
      ["units": 4], inputs: [[nil, 7, 3]],
      variables: [
        .init(.kernel, [3, columns]), .init(.recurrentKernel, [4, columns]), .init(.bias, [2 * columns]),
      ], parameters: unit == .gru ? 108 : 144, outputs: [[nil, 4]])
  }

  var explanation: LayerExplanation {
    let gates = unit.gates
    return LayerExplanation(
      "A \(unit.rawValue) as NVIDIA's library computes it (TensorFlow 1).",
      symbols: [.init("c", "features of a step"), .init("u", "units")],
      variables: [
        .init(.kernel, "c·\(gates)·u", "Weights of the step's features."),
        .init(.recurrentKernel, "u·\(gates)·u", "Weights of the state carried over."),
        .init(.bias, "2·\(gates)·u", "Biases for the features and for the state, one behind the other."),
      ],
      count: "\(gates)·(c·u + u² + 2·u)",
      notes: ["It has \(gates)·u more parameters than an \(unit.rawValue) with one bias."])
  }
}
